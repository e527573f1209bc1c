import ipaddr from "ipaddr.js";
import type { OperConfig } from "../config/schema.ts";
import { blocksTest } from "../protocol/address-block.ts";
import { matchGlob } from "../protocol/masks.ts";
import type { OperGrant, SessionRecord } from "../world/user.ts";
import type { PasswordChecks } from "./password-checks.ts";

/** What somebody says and shows who wants to be an operator. */
export interface OperClaim {
  readonly name: string;
  readonly password: string;
  readonly username: string;
  readonly session: Pick<SessionRecord, "address" | "host" | "certfp">;
}

/** The grant, or what is wrong: the block and where one comes from, or the password. */
export type OperLogin =
  | { readonly grant: OperGrant }
  | {
      readonly refused: "ERR_NOOPERHOST" | "ERR_PASSWDMISMATCH";
      readonly name: string | undefined;
    };

/** Checks a claim: name, place and certificate first, so that strangers cost no hashing; `busy` if too many wait. */
export async function logInOper(
  opers: readonly OperConfig[],
  passwords: PasswordChecks,
  claim: OperClaim,
  isAwaited?: () => boolean,
): Promise<OperLogin | "busy"> {
  const named = opers.filter((oper) => oper.name === claim.name);
  const name = named[0]?.name;
  const near = named.filter((oper) => comesFrom(oper, claim) && hasCertificate(oper, claim));
  if (near.length === 0) return { refused: "ERR_NOOPERHOST", name };
  for (const oper of near) {
    const verdict = await passwords.verify(claim.password, oper.password, isAwaited);
    if (verdict === "right") return { grant: grantOf(oper) };
    if (verdict === "busy") return "busy";
  }
  return { refused: "ERR_PASSWDMISMATCH", name };
}

function grantOf({ name, privileges }: OperConfig): OperGrant {
  return { name, privileges: privileges === "all" ? undefined : privileges };
}

function hasCertificate({ certfp }: OperConfig, { session }: OperClaim): boolean {
  return certfp === undefined || certfp.replaceAll(":", "").toLowerCase() === session.certfp;
}

function comesFrom({ hosts }: OperConfig, { username, session }: OperClaim): boolean {
  return hosts.some((mask) => {
    const at = mask.lastIndexOf("@");
    const user = at === -1 ? "*" : mask.slice(0, at);
    const host = mask.slice(at + 1);
    return matches(user, username) && (isInBlock(session.address, host) || isAt(session, host));
  });
}

function isAt({ host, address }: OperClaim["session"], mask: string): boolean {
  return matches(mask, host) || matches(mask, address);
}

function matches(mask: string, text: string): boolean {
  return matchGlob(mask.toLowerCase(), text.toLowerCase());
}

function isInBlock(address: string, block: string): boolean {
  return ipaddr.isValidCIDR(block) && blocksTest([block])(address);
}
