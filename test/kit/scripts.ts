import { Script, type ScriptOptions } from "../../src/net/script.ts";
import { ScriptCounts } from "../../src/node/script-counts.ts";

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
  const counts = new ScriptCounts();
  const script = new Script(counts);
  return {
    ask: (question: unknown) => script.ask(question, options, (answer) => answer),
    /** What has become of the questions so far, and how many runs there were. */
    get counted() {
      const { outcomes, took } = counts.readingOf(script);
      const runs = took.classes.reduce((sum, count) => sum + count, 0);
      return { ...Object.fromEntries([...outcomes].filter(([, times]) => times > 0)), runs };
    },
    get waiting() {
      return script.waiting;
    },
    end: () => script.end(),
    get running() {
      return script.running;
    },
  };
}
