import { Script, type ScriptOptions } from "../../src/net/script.ts";

/** A script for scripts.ipCheck and scripts.auth: JavaScript that has the line it was asked, as `line`, and `answer`. */
export function scriptOf(body: string) {
  const program = `
    const answer = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
    let line = "";
    process.stdin.on("data", (chunk) => (line += chunk)).on("end", () => { ${body} });
  `;
  return { command: process.execPath, args: ["-e", program] };
}

/** What asks one program and no other. */
export function asking(options: ScriptOptions) {
  const script = new Script();
  return {
    ask: (question: unknown) => script.ask(question, options),
    end: () => script.end(),
    get running() {
      return script.running;
    },
  };
}
