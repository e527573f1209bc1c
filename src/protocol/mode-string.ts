export type ModeKind = "list" | "key" | "limit" | "flag" | "prefix";
export interface ModeRequest {
  readonly sign: "+" | "-";
  readonly letter: string;
  readonly param: string | undefined;
}
export function formatModeChanges(changes: readonly ModeRequest[]): string {
  let s = "",
    sign = "",
    ps = "";
  for (const c of changes) {
    if (c.sign !== sign) {
      s += c.sign;
      sign = c.sign;
    }
    s += c.letter;
    if (c.param !== undefined) ps += ` ${c.param}`;
  }
  return s + ps;
}
