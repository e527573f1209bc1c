import { named, optional } from "../../commands/args.ts";
import { clockText } from "../../commands/clock-text.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { afterStored } from "../../commands/stored.ts";
import { cutToBytes } from "../../protocol/text.ts";
import type { Account } from "../../world/account.ts";
import { ownAccount } from "../account-args.ts";

const most = 20;
const longestLabel = 60;

/** The client certificates that open the user's account. */
export const cert: Command = defineCommand({
  name: "CERT",
  when: "registered",
  args: [named("ADD|DEL|LIST"), optional(named("fingerprint")), optional(named("label"))],
  help: "Adds a client certificate that opens your account (the one you have shown, if you name none), removes one, or lists them.",
  cost: 5,
  ask(ctx, action, text, label = "") {
    const account = ownAccount(ctx);
    if (!account) return;
    switch (action.toUpperCase()) {
      case "LIST":
        return showAll(ctx, account);
      case "ADD":
        return add(ctx, account, text, cutToBytes(label, longestLabel));
      case "DEL":
        return remove(ctx, account, text);
      default:
        return ctx.notice(`CERT knows ADD, DEL and LIST, not ${action}`);
    }
  },
});

function showAll(ctx: UserAskContext, { key }: Account): void {
  afterStored(ctx, ctx.control.accounts.certificates.of(key), (certificates) => {
    if (certificates.length === 0) return ctx.notice("No certificate opens your account");
    for (const { fingerprint, label, at } of certificates) {
      ctx.notice(`${fingerprint} since ${clockText(at)}${label && ` (${label})`}`);
    }
  });
}

function add(ctx: UserAskContext, { key }: Account, text: string | undefined, label: string): void {
  const { certificates } = ctx.control.accounts;
  const fingerprint = text === undefined ? shownBy(ctx) : fingerprintOf(text);
  if (fingerprint === undefined) {
    return ctx.notice(
      text === undefined
        ? "You have shown no certificate: connect with one, or name its fingerprint"
        : notOne,
    );
  }
  const addIfRoom = async () => {
    if ((await certificates.of(key)).length >= most) return `An account has ${most} certificates at most`;
    await certificates.add({ fingerprint, account: key, label, at: ctx.now });
    return `${fingerprint} opens your account now`;
  };
  afterStored(ctx, addIfRoom(), ctx.notice, "It opens an account already");
}

function remove(ctx: UserAskContext, { key }: Account, text: string | undefined): void {
  const fingerprint = text === undefined ? shownBy(ctx) : fingerprintOf(text);
  if (fingerprint === undefined) return ctx.notice(notOne);
  afterStored(ctx, ctx.control.accounts.certificates.remove(key, fingerprint), (wasThere) =>
    ctx.notice(
      wasThere ? `${fingerprint} opens your account no more` : "That one does not open your account",
    ),
  );
}

const notOne = "A fingerprint is the SHA-256 of a certificate: 64 hexadecimal digits";

/** The certificate of the session that asks. */
function shownBy({ user, client }: UserAskContext): string | undefined {
  return user.sessions.find(({ id }) => id === client.id)?.certfp;
}

function fingerprintOf(text: string): string | undefined {
  const digits = text.replaceAll(":", "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}
