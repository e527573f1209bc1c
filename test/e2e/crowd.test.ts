import { expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { FrameworkClient } from "../kit/framework.ts";

const CLIENTS = 200;
const MESSAGES = 2;
const DEADLINE_MS = 15_000;

test("200 clients in a channel all speak: each gets what the others say once, and all in one order", async () => {
  await using server = await createServer({ port: 0, unlimited: true });
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, (_, index) => FrameworkClient.connect(server.port, `user${index}`)),
  );
  await Promise.all(clients.map((client) => client.join("#crowd")));
  const reader = await FrameworkClient.connect(server.port, "reader");
  await reader.join("#crowd");

  for (let message = 0; message < MESSAGES; message += 1)
    for (const client of clients) client.irc.say("#crowd", `${message} of ${client.nick}`);
  // Once everybody's last word is out, whoever asks again has been sent all there is.
  await Promise.all(clients.map((client) => client.heard("pong", DEADLINE_MS)));
  const order = await saidTo(reader);
  const heard = await Promise.all(clients.map(saidTo));

  expect(order).toHaveLength(CLIENTS * MESSAGES);
  expect(new Set(order).size).toBe(CLIENTS * MESSAGES);
  for (const [index, client] of clients.entries())
    expect(heard[index]).toEqual(order.filter((said) => !said.endsWith(` of ${client.nick}`)));
  for (const { nick } of clients)
    expect(order.filter((said) => said.endsWith(` of ${nick}`))).toEqual(
      Array.from({ length: MESSAGES }, (_, message) => `${message} of ${nick}`),
    );
}, 30_000);

async function saidTo(client: FrameworkClient): Promise<readonly string[]> {
  const events = await client.heard("privmsg", DEADLINE_MS);
  return events.map((event) => String(Object.entries(event ?? {}).find(([key]) => key === "message")?.[1]));
}
