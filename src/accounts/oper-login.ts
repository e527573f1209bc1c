import type { OperConfig } from "../config/schema.ts";
import { blocksTest, isBlock } from "../protocol/address-block.ts";
import { matchGlob } from "../protocol/masks.ts";
import type { OperGrant, SessionRecord } from "../world/user.ts";
import type { PasswordChecks } from "./password-checks.ts";

/** One who may become an operator, with what their class says. */
export interface OperBlock extends Omit<OperConfig, "privileges"> {
  /** `undefined`: everything. */
  readonly privileges: readonly string[] | undefined;
  readonly snomask: string | undefined;
  readonly title: string | undefined;
}

/** Where somebody is who wants to be an operator, and what they have shown. */
export interface OperPlace {
  readonly username: string;
  readonly session: Pick<SessionRecord, "address" | "host" | "certfp">;
  /** The account they are logged in to. */
  readonly account: string | undefined;
  /** Gives what all spellings of the name of an account have in common. */
  fold(name: string): string;
}

/** What somebody says and shows who wants to be an operator. */
export interface OperClaim extends OperPlace {
  readonly name: string;
  /** Left out: certificate and account are all they have to show. */
  readonly password: string | undefined;
}

/** The grant, or what is wrong: the block and where one comes from, or the password. */
export type OperLogin =
  | { readonly grant: OperGrant }
  | {
      readonly refused: "ERR_NOOPERHOST" | "ERR_PASSWDMISMATCH";
      readonly name: string | undefined;
    };

/** Checks a claim: all but the password first, so that strangers cost no hashing; `busy` if too many wait. */
export async function logInOper(
  blocks: readonly OperBlock[],
  passwords: PasswordChecks,
  claim: OperClaim,
  isAwaited?: () => boolean,
): Promise<OperLogin | "busy"> {
  const { password: given } = claim;
  const named = blocks.filter((block) => block.name === claim.name);
  const name = named[0]?.name;
  const near = named.filter((block) => isNear(block, claim));
  const bare = near.find(({ password }) => password === undefined);
  if (bare) return { grant: grantOf(bare, claim) };
  if (given === undefined || near.length === 0) return { refused: "ERR_NOOPERHOST", name };
  for (const block of near) {
    if (block.password === undefined) continue;
    const verdict = await passwords.verify(given, block.password, isAwaited);
    if (verdict === "right") return { grant: grantOf(block, claim) };
    if (verdict === "busy") return "busy";
  }
  return { refused: "ERR_PASSWDMISMATCH", name };
}

/** The office somebody has without asking for it: by certificate or account. */
export function ownOffice(blocks: readonly OperBlock[], place: OperPlace): OperGrant | undefined {
  const block = blocks.find((one) => one.auto && isNear(one, place));
  return block && grantOf(block, place);
}

/** What a block grants. */
export function grantOf(block: OperBlock, { fold }: Pick<OperPlace, "fold">): OperGrant {
  const { name, privileges, class: className, title, snomask, account, hidden } = block;
  return {
    name,
    privileges,
    ...(className !== undefined && { class: className }),
    ...(title !== undefined && { title }),
    ...(snomask !== undefined && { snomask }),
    ...(account !== undefined && { account: fold(account) }),
    ...(hidden && { hidden }),
  };
}

/** True if all but the password is as the block demands. */
export function isNear(block: OperBlock, place: OperPlace): boolean {
  const { certfp, account } = block;
  if (certfp !== undefined && certfp !== place.session.certfp) return false;
  if (account !== undefined && !isIn(account, place)) return false;
  return comesFrom(block, place);
}

function isIn(name: string, { account, fold }: OperPlace): boolean {
  return account !== undefined && fold(account) === fold(name);
}

function comesFrom({ hosts }: OperBlock, { username, session }: OperPlace): boolean {
  return hosts.some((mask) => {
    const at = mask.lastIndexOf("@");
    const user = at === -1 ? "*" : mask.slice(0, at);
    const host = mask.slice(at + 1);
    return matches(user, username) && (isInBlock(session.address, host) || isAt(session, host));
  });
}

function isAt({ host, address }: OperPlace["session"], mask: string): boolean {
  return matches(mask, host) || matches(mask, address);
}

function matches(mask: string, text: string): boolean {
  return matchGlob(mask.toLowerCase(), text.toLowerCase());
}

function isInBlock(address: string, block: string): boolean {
  return isBlock(block) && blocksTest([block])(address);
}
