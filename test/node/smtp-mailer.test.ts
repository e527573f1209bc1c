import { createServer } from "node:net";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { createLogger } from "../../src/logging/logger.ts";
import { smtpMailer } from "../../src/node/smtp-mailer.ts";
import { MailSink } from "../kit/mail-sink.ts";

function mailer(port: number, other: Partial<NonNullable<ConfigInput["mail"]>> = {}) {
  const written: string[] = [];
  const log = createLogger({
    level: "trace",
    pretty: false,
    destination: { write: (line) => void written.push(line) },
  });
  const mail = { host: "127.0.0.1", port, tls: "none" as const, from: "irc@example.org", ...other };
  const config = loadConfig({ flags: { mail } }).mail;
  if (!config) throw new Error("there is no mail");
  const text = "The code is qwertyuiop.\n";
  const send = (to: string) => smtpMailer(config, log).send({ to, subject: "Your account on Ünet", text });
  return { send, written };
}

test("a letter goes to one address, from the configured one, in plain text", async () => {
  await using sink = await MailSink.open();
  expect(await mailer(sink.port).send("alice@example.org")).toBe("sent");
  expect(sink.commands.filter((line) => /^(MAIL|RCPT)/.test(line))).toEqual([
    "MAIL FROM:<irc@example.org>",
    "RCPT TO:<alice@example.org>",
  ]);
  const [letter = ""] = sink.letters;
  expect(letter).toContain("\r\nTo: alice@example.org\r\n");
  expect(letter).toContain("From: irc@example.org\r\n");
  expect(letter).toContain("Auto-Submitted: auto-generated\r\n");
  expect(letter).toContain("The code is qwertyuiop.");
});

test("whoever has a name and a password there logs in with them, and nothing of it is logged", async () => {
  await using sink = await MailSink.open({ MAIL: "451 not now" });
  const { send, written } = mailer(sink.port, { user: "irc", password: "mail-word" });
  expect(await send("alice@example.org")).toBe("unavailable");
  const response = Buffer.from("\0irc\0mail-word").toString("base64");
  expect(sink.commands).toContain(`AUTH PLAIN ${response}`);
  for (const secret of ["mail-word", response, "qwertyuiop"]) expect(written.join("")).not.toContain(secret);
});

test.each([
  ["an address for good", { RCPT: "550 nobody is here" }, "refused"],
  ["an address for now", { RCPT: "450 mailbox busy" }, "unavailable"],
  ["the sender", { MAIL: "550 not from you" }, "unavailable"],
  ["the letter", { DATA: "554 no" }, "unavailable"],
  ["the login", { AUTH: "535 wrong" }, "unavailable"],
] as const)("a server that refuses %s is told apart", async (_, verdicts, fate) => {
  await using sink = await MailSink.open(verdicts);
  expect(await mailer(sink.port, { user: "u", password: "p" }).send("alice@example.org")).toBe(fate);
  expect(sink.letters).toEqual([]);
});

test("where no server is, letters are unavailable", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  const port = typeof address === "object" && address ? address.port : 1;
  expect(await mailer(port).send("alice@example.org")).toBe("unavailable");
});

test("without TLS nothing is sent where STARTTLS is asked for", async () => {
  await using sink = await MailSink.open();
  expect(await mailer(sink.port, { tls: "starttls" }).send("alice@example.org")).toBe("unavailable");
  expect(sink.letters).toEqual([]);
});

test("whatever an address has in it, it is one, and adds no header or command", async () => {
  await using sink = await MailSink.open();
  for (const to of [
    "a@b.c\r\nBcc: eve@example.org",
    "a@b.c,eve@example.org",
    "a@b.c> RCPT TO:<eve@example.org",
  ])
    await mailer(sink.port).send(to);
  for (const line of sink.commands.filter((command) => command.startsWith("RCPT"))) {
    expect(line.match(/@/g)?.length).toBeLessThanOrEqual(2);
    expect(line).not.toContain("eve@example.org>\r\n");
  }
  expect(sink.letters.join("\n")).not.toMatch(/^Bcc:/m);
});
