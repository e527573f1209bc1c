import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { capableRoom } from "../kit/capable-room.ts";
import { TestNetwork } from "../kit/network.ts";
import { tokensIn } from "../kit/tokens.ts";

// Proposal 586. What the emoji of a document look like is the clients' business.

const url = "https://example.org/emoji.json";
const emojiIn = (lines: readonly string[]) => tokensIn(lines).filter((token) => /emoji/i.test(token));

test('"MAY publish a draft/EMOJI ISUPPORT token": where it is configured, and by no other name', () => {
  const emoji = (network: TestNetwork) => emojiIn(network.connect("alice").ask("ISUPPORT"));
  expect(emoji(new TestNetwork({ emoji: url }))).toEqual([`draft/EMOJI=${url}`]);
  expect(emoji(new TestNetwork())).toEqual([]);
});

test("REHASH tells of another document, and of none", async () => {
  const network = new TestNetwork({ emoji: url });
  const alice = network.connect("alice");
  const told: string[][] = [];
  for (const emoji of [`${url}?v=2`, undefined]) {
    network.config = { name: "irc.test", network: "Test", ...(emoji !== undefined && { emoji }) };
    await network.node.rehash();
    told.push(tokensIn(alice.read()));
  }
  expect(told).toEqual([[`draft/EMOJI=${url}?v\\x3D2`], ["-draft/EMOJI"]]);
});

test('"the value MUST be the URL of an emoji pack document"', () => {
  expect(() => loadConfig({ flags: { emoji: "emoji.json" } })).toThrow(
    /^emoji: must be an https: or http: URL/,
  );
});

test("a channel's operators say where its own are, and who follows the key is told", () => {
  const caps = "batch draft/metadata-2";
  const { alice, bob } = capableRoom({ alice: caps, bob: caps });
  bob.ask("METADATA * SUB draft/emoji");
  alice.ask(`METADATA #room SET draft/emoji ${url}`);
  expect(bob.read()).toEqual([`:alice!alice@192.0.2.2 METADATA #room draft/emoji * :${url}`]);
  expect(bob.ask("METADATA #room GET draft/emoji")[1]).toMatch(
    new RegExp(` 761 bob #room draft/emoji \\* :${url}$`),
  );
});
