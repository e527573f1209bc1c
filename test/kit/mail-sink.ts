import { createServer, type Server, type Socket } from "node:net";

/** What a mail server answers to a command in place of what it usually does. */
export type Verdicts = Readonly<Partial<Record<"EHLO" | "MAIL" | "RCPT" | "DATA" | "AUTH", string>>>;

/** A mail server on loopback that takes every letter (RFC 5321, as much as it takes) and keeps what was said to it. */
export class MailSink {
  /** Every command, as it came. */
  readonly commands: string[] = [];
  /** Every letter, headers first. */
  readonly letters: string[] = [];
  readonly #server: Server;
  readonly #verdicts: Verdicts;

  private constructor(verdicts: Verdicts) {
    this.#verdicts = verdicts;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async open(verdicts: Verdicts = {}): Promise<MailSink> {
    const sink = new MailSink(verdicts);
    await new Promise<void>((resolve) => sink.#server.listen(0, "127.0.0.1", resolve));
    return sink;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    let text = "";
    let isLetter = false;
    socket.on("error", () => socket.destroy());
    socket.write("220 sink ESMTP\r\n");
    socket.on("data", (chunk) => {
      text += chunk.toString();
      for (;;) {
        const end = text.indexOf(isLetter ? "\r\n.\r\n" : "\r\n");
        if (end === -1) return;
        const said = text.slice(0, end);
        text = text.slice(end + (isLetter ? 5 : 2));
        if (isLetter) this.letters.push(said);
        else this.commands.push(said);
        const answer = isLetter ? "250 taken" : this.#answer(said);
        isLetter = answer.startsWith("354");
        socket.write(`${answer}\r\n`);
        if (answer.startsWith("221")) socket.end();
      }
    });
  }

  #answer(said: string): string {
    const verb = (said.split(" ")[0] ?? "").toUpperCase();
    const usual = {
      EHLO: "250-sink\r\n250 AUTH PLAIN",
      AUTH: "235 come in",
      DATA: "354 go on",
      STARTTLS: "502 not here",
      QUIT: "221 bye",
    };
    return { ...usual, ...this.#verdicts }[verb as keyof typeof usual] ?? "250 well";
  }
}
