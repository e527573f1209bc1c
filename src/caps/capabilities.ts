/** One IRCv3 capability. */
export interface Capability {
  readonly name: string;
  /** What stands after `=` in CAP LS 302. */
  readonly value?: string;
  /** What it changes, in a line. */
  readonly does: string;
}

/** Every capability the server offers, once. CAP LS and the documentation are derived from the rows. */
export const capabilityTable = [
  { name: "multi-prefix", does: "all status prefixes in NAMES, WHO and WHOIS" },
  { name: "userhost-in-names", does: "full hostmasks in NAMES" },
] as const satisfies readonly Capability[];

const byName: ReadonlyMap<string, Capability> = new Map(capabilityTable.map((row) => [row.name, row]));

/** True if the server offers the capability. */
export function isCapability(name: string): boolean {
  return byName.has(name);
}

/** What CAP LS lists, with values for clients that speak version 302. */
export function listCapabilities(version: number): readonly string[] {
  const rows: readonly Capability[] = capabilityTable;
  return rows.map(({ name, value }) => (version >= 302 && value !== undefined ? `${name}=${value}` : name));
}
