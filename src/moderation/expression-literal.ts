/**
 * A piece of text that everything a regular expression matches has in it, the longest that is easy to see; `undefined`
 * if none is. What is inside groups, alternatives and repetitions is passed over: it may be missing.
 */
export function literalOf(expression: string): string | undefined {
  // An alternative at the top may match without any of the rest.
  if (hasTopAlternative(expression)) return undefined;
  let longest = "";
  let run = "";
  const end = () => {
    if (run.length > longest.length) longest = run;
    run = "";
  };
  for (let at = 0; at < expression.length; ) {
    const { text, length } = pieceAt(expression, at);
    at += length;
    const repeat = repetitionAt(expression, at);
    at += repeat.length;
    if (text === undefined || repeat.mayBeMissing) {
      end();
      continue;
    }
    run += text;
    // `ab+c`: b is there, but not only once.
    if (repeat.length > 0) end();
  }
  end();
  return longest === "" ? undefined : longest;
}

/** One piece of an expression: its text if it stands for itself, and how much of the expression it is. */
function pieceAt(
  expression: string,
  at: number,
): { readonly text: string | undefined; readonly length: number } {
  const char = expression.charAt(at);
  if (char === "\\") return escapeAt(expression, at);
  if (char === "[") return { text: undefined, length: classEnd(expression, at) - at };
  if (char === "(") return { text: undefined, length: groupEnd(expression, at) - at };
  if (".^$)|".includes(char)) return { text: undefined, length: 1 };
  return { text: char, length: 1 };
}

function escapeAt(expression: string, at: number) {
  const next = expression.charAt(at + 1);
  // \Q…\E, \pL, \x41, \d, \b: rare, and none of them is needed to find a literal.
  if (next === "Q") return { text: undefined, length: expression.length - at };
  if (next === "p" || next === "P" || next === "x") {
    const braced = expression.charAt(at + 2) === "{" ? expression.indexOf("}", at) - at + 1 : 0;
    return { text: undefined, length: Math.max(braced, next === "x" ? 4 : 3) };
  }
  return { text: /[0-9A-Za-z]/.test(next) ? undefined : next, length: 2 };
}

/** Where a character class ends; `[]a]` and `[^]a]` have the bracket in them. */
function classEnd(expression: string, begin: number): number {
  let at = begin + (expression.charAt(begin + 1) === "^" ? 2 : 1);
  if (expression.charAt(at) === "]") at += 1;
  while (at < expression.length && expression.charAt(at) !== "]")
    at += expression.charAt(at) === "\\" ? 2 : 1;
  return at + 1;
}

function groupEnd(expression: string, begin: number): number {
  let depth = 0;
  for (let at = begin; at < expression.length; ) {
    const char = expression.charAt(at);
    if (char === "\\") at += 2;
    else if (char === "[") at = classEnd(expression, at);
    else {
      if (char === "(") depth += 1;
      if (char === ")") depth -= 1;
      at += 1;
      if (depth === 0) return at;
    }
  }
  return expression.length;
}

function repetitionAt(
  expression: string,
  at: number,
): { readonly length: number; readonly mayBeMissing: boolean } {
  const [found = ""] = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(expression.slice(at, at + 24)) ?? [];
  return { length: found.length, mayBeMissing: /^(?:[*?]|\{0)/.test(found) };
}

function hasTopAlternative(expression: string): boolean {
  for (let at = 0; at < expression.length; ) {
    const char = expression.charAt(at);
    if (char === "|") return true;
    if (char === "\\") at += expression.charAt(at + 1) === "Q" ? expression.length : 2;
    else if (char === "[") at = classEnd(expression, at);
    else if (char === "(") at = groupEnd(expression, at);
    else at += 1;
  }
  return false;
}
