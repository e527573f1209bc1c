/** What a mode takes: CHANMODES' types A, B, C, D, and the ranks of PREFIX. */
export type ModeKind = "list" | "key" | "limit" | "flag" | "prefix";

/** One change (or, a list mode without parameter, one question) of a mode string. */
export interface ModeRequest {
  readonly sign: "+" | "-";
  readonly letter: string;
  readonly param: string | undefined;
}

/** Reads a mode string and the parameters behind it, which pair with its letters in order. */
export function parseModeString(
  params: readonly string[],
  kindOf: (letter: string) => ModeKind | undefined,
): readonly ModeRequest[] {
  const requests: ModeRequest[] = [];
  let sign: "+" | "-" = "+";
  let next = 1;
  for (const letter of params[0] ?? "") {
    if (letter === "+" || letter === "-") sign = letter;
    else
      requests.push({ sign, letter, param: takesParam(kindOf(letter), sign) ? params[next++] : undefined });
  }
  return requests;
}

/** Writes changes as one mode string with its parameters: "+o-v alice bob". */
export function formatModeChanges(changes: readonly ModeRequest[]): string {
  let letters = "";
  let params = "";
  let sign = "";
  for (const change of changes) {
    if (change.sign !== sign) letters += change.sign;
    sign = change.sign;
    letters += change.letter;
    if (change.param !== undefined) params += ` ${change.param}`;
  }
  return letters + params;
}

// Modern IRC, "MODE message": C takes its parameter only when it is set; the others take theirs both ways.
function takesParam(kind: ModeKind | undefined, sign: "+" | "-"): boolean {
  return kind === "list" || kind === "key" || kind === "prefix" || (kind === "limit" && sign === "+");
}
