import { expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

const CLIENTS = 200;
const SPEAKERS = 40;
const MESSAGES = 2;
const DEADLINE_MS = 15_000;

test("of 200 clients in a channel each gets what the others say once, and all in one order", async () => {
  await using server = await createServer({ port: 0, unlimited: true });
  const nicks = Array.from({ length: CLIENTS }, (_, index) => `user${index}`);
  const clients = await Promise.all(
    nicks.map((nick) => FrameworkClient.connect(server.port, nick, {}, DEADLINE_MS)),
  );
  await Promise.all(clients.map((client) => client.join("#crowd")));
  const speakers = clients.slice(0, SPEAKERS);

  for (let message = 0; message < MESSAGES; message += 1)
    for (const { irc, nick } of speakers) irc.say("#crowd", `${message} of ${nick}`);
  // Once everybody's last word is out, whoever asks again has been sent all there is.
  await Promise.all(speakers.map((client) => client.heard("pong")));
  const heard = await Promise.all(clients.map(saidTo));
  // The last of the clients only listens.
  const order = heard.at(-1) ?? [];

  expect(order).toHaveLength(SPEAKERS * MESSAGES);
  expect(new Set(order).size).toBe(SPEAKERS * MESSAGES);
  for (const [index, client] of clients.entries())
    expect(heard[index]).toEqual(order.filter((said) => !said.endsWith(` of ${client.nick}`)));
  for (const { nick } of speakers)
    expect(order.filter((said) => said.endsWith(` of ${nick}`))).toEqual(
      Array.from({ length: MESSAGES }, (_, message) => `${message} of ${nick}`),
    );
}, 30_000);

async function saidTo(client: FrameworkClient): Promise<readonly string[]> {
  const events = await client.heard("privmsg");
  return events.map((event) => String(Object.entries(event ?? {}).find(([key]) => key === "message")?.[1]));
}
