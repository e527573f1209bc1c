import { grantOf, isNear, type OperBlock, type OperPlace, ownOffice } from "../accounts/oper-login.ts";
import { operBlocks } from "../config/oper-classes.ts";
import type { Config } from "../config/schema.ts";
import type { OfficeReview, Request } from "../log/log.ts";
import type { Change } from "../world/changes.ts";
import type { OperGrant, SessionRecord, User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** What becomes of the operators of this node over another configuration; of whom it says the same, nothing is said. */
export function reviewedOffices(world: World, before: Config, after: Config): readonly OfficeReview[] {
  return [...world.users.values()].flatMap((user) => {
    const { oper, id } = user;
    if (!oper || user.firstSession?.node !== after.name) return [];
    const blocks = blocksNamed(after, oper.name);
    if (isSame(blocksNamed(before, oper.name), blocks)) return [];
    const grant = grantLeft(world, user, oper, blocks);
    if (grant && isSame(grant, oper)) return [];
    return [{ user: id, was: oper.name, ...(grant && { grant }) }];
  });
}

/** What is left to an operator: the only office of that name they could have, or the one that is as before. */
function grantLeft(
  world: World,
  user: User,
  had: OperGrant,
  blocks: readonly OperBlock[],
): OperGrant | undefined {
  const places = user.origins.map((session) => placeOf(world, user, session));
  const grants = blocks
    .filter((block) => places.some((place) => isNear(block, place)))
    .map((block) => grantOf(block, world.names));
  return grants.find((grant) => isSame(grant, had)) ?? (grants.length === 1 ? grants[0] : undefined);
}

/** Has those be operators who are without asking for it: by the certificate they come with, or the account they are in. */
export function appointing(
  world: World,
  config: () => Config,
  append: (request: Request) => void,
): (change: Change) => void {
  return (change) => {
    if (!isComing(change)) return;
    const { name, opers } = config();
    const user = world.user(change.user);
    if (!user || user.oper || opers.every(({ auto }) => !auto)) return;
    const blocks = operBlocks(config());
    for (const session of user.sessions) {
      const isMeant = session.node === name && (!("session" in change) || change.session === session);
      const grant = isMeant ? ownOffice(blocks, placeOf(world, user, session)) : undefined;
      if (grant) return append({ type: "appointed", user: user.id, grant });
    }
  };
}

function isComing(
  change: Change,
): change is Extract<Change, { type: "registered" | "attached" | "account-changed" }> {
  return change.type === "registered" || change.type === "attached" || change.type === "account-changed";
}

function placeOf({ names }: World, { identity }: User, session: SessionRecord): OperPlace {
  return { username: identity.user, account: identity.account, session, fold: (name) => names.fold(name) };
}

function blocksNamed(config: Config, name: string): readonly OperBlock[] {
  return operBlocks(config).filter((block) => block.name === name);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
