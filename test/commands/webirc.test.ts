import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const webirc = [{ password: "sesame", addresses: ["192.0.2.99"] }];

test("WEBIRC of a known gateway makes the client one of the address it gives", async () => {
  const network = new TestNetwork({ webirc });
  const client = network.open({ address: "192.0.2.99" });
  await client.answer("WEBIRC sesame web host.example 198.51.100.7");
  client.send("NICK alice", "USER alice 0 * :Alice");
  expect(client.read().find((line) => line.includes(" 001 "))).toContain("alice!alice@198.51.100.7");
});

test("WEBIRC of anybody else ends the connection", async () => {
  const network = new TestNetwork({ webirc });
  for (const [address, password] of [
    ["192.0.2.99", "wrong"],
    ["192.0.2.98", "sesame"],
  ]) {
    const client = network.open({ address: address ?? "" });
    const lines = await client.answer(`WEBIRC ${password} web host.example 198.51.100.7`);
    expect(lines.at(-1)).toBe(`ERROR :Closing Link: ${address} (Invalid WebIRC password)`);
  }
});
