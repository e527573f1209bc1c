import type { RecordedRequest } from "../log/log.ts";
import { usersOf } from "../world/access-accounts.ts";
import type { Account } from "../world/account.ts";
import type { Fact } from "../world/changes.ts";
import { shownHostOf } from "../world/shown-host.ts";
import { showHost } from "./account-looks.ts";
import type { RunContext } from "./context.ts";
import { endRegistration, passOnChannels, setRegistration, takeBackRights } from "./record-registrations.ts";
import { endStay, logIn, type OthersContext } from "./register-session.ts";
import { serviceSource } from "./service-source.ts";
import { tellOperators } from "./tell-operators.ts";

/** Makes true what the store has taken, with what follows for those whom it is about. */
export function recordFacts(ctx: OthersContext, { facts, notice }: RecordedRequest): void {
  for (const fact of facts) recordFact(ctx, fact);
  if (notice !== undefined) tellOperators(ctx, "v", notice);
}

function recordFact(ctx: OthersContext, fact: Fact): void {
  switch (fact.type) {
    case "account-set":
      return withThoseIn(ctx, fact.account.key, () => setAccount(ctx, fact.account));
    case "account-removed":
      return withThoseIn(ctx, fact.account, () => removeAccount(ctx, fact.account));
    case "registration-set":
      return setRegistration(ctx, fact);
    case "registration-ended":
      return endRegistration(ctx, fact);
    default:
      return ctx.commit(fact);
  }
}

/** Changes something about an account; of those in it, who is not there and does not stay any more leaves. */
function withThoseIn(ctx: OthersContext, key: Account["key"], change: () => void): void {
  const users = usersOf(ctx.world, { key });
  change();
  for (const user of users) endStay(ctx, user);
}

function setAccount(ctx: OthersContext, account: Account): void {
  const { world } = ctx;
  const before = world.accounts.get(account.key);
  const isShut = account.status !== "active" && before?.status === "active";
  const isShownOtherwise =
    before?.settings.vhost !== account.settings.vhost ||
    before?.settings.vhostOff !== account.settings.vhostOff;
  // Nearly every change is of other things than what those in it are shown with.
  if (!isShut && !isShownOtherwise) return ctx.commit({ type: "account-set", account });
  const shown = usersOf(world, account).map(
    (user) => [user, shownHostOf(world, account.name, user.plainHost)] as const,
  );
  ctx.commit({ type: "account-set", account });
  for (const [user, host] of shown) {
    if (isShut) logOut(ctx.inNameOf(user), shutFor(account));
    else showHost(ctx.inNameOf(user), host);
  }
}

function shutFor({ settings: { suspension } }: Account): string {
  return suspension
    ? `Your account has been suspended: ${suspension.reason}`
    : "Your account cannot be used any more";
}

function removeAccount(ctx: OthersContext, key: Account["key"]): void {
  const { world } = ctx;
  // While what they are shown with is known.
  for (const user of usersOf(world, { key })) logOut(ctx.inNameOf(user), "Your account is gone");
  ctx.commit({ type: "account-removed", account: key });
  passOnChannels(ctx, key);
  takeBackRights(ctx, key);
}

function logOut(ctx: RunContext, why: string): void {
  ctx.noticeFrom(serviceSource("NickServ"), why);
  logIn(ctx, {});
}
