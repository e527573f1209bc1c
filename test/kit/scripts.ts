/** A script for scripts.ipCheck and scripts.auth: JavaScript that has the line it was asked, as `line`, and `answer`. */
export function scriptOf(body: string) {
  const program = `
    const answer = (value) => process.stdout.write(JSON.stringify(value) + "\\n");
    let line = "";
    process.stdin.on("data", (chunk) => (line += chunk)).on("end", () => { ${body} });
  `;
  return { command: process.execPath, args: ["-e", program] };
}
