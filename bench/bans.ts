import { cloakOf } from "../src/node/cloaks.ts";
import { type BanKind, closingKinds, type ServerBan } from "../src/world/server-ban.ts";
import { ServerBans } from "../src/world/server-bans.ts";
import { cpuOfEach, type Measured } from "./figures.ts";
import { dice, rareWord } from "./sentences.ts";

const BANS = 100_000;
const COMERS = 20_000;
const ROUNDS = 5;
const cloakKey = Buffer.from("the same at each run");
const NOW = 1_700_000_000_000;

/** What it costs to ask, of each who connects, whether one of a hundred thousand bans is about them; nobody is banned. */
export async function bans(scale: number): Promise<Measured> {
  const all = new ServerBans((text) => text.toLowerCase());
  const roll = dice(3);
  const count = Math.round(BANS * scale);
  for (let index = 0; index < count; index += 1) all.set(made(...maskOf(index, roll)));
  const comers = Array.from({ length: COMERS }, () => {
    const address = `10.${roll(256)}.${roll(256)}.${roll(256)}`;
    const host = `${rareWord(roll)}.dyn.example.${roll(2) === 0 ? "net" : "org"}`;
    return {
      user: `~${rareWord(roll)}`,
      address,
      hosts: [host, address, cloak(address)],
      shownHosts: [],
      realname: `${rareWord(roll)} ${rareWord(roll)}`,
      account: undefined,
    };
  });
  let hits = 0;
  const cpu = cpuOfEach(comers.length, ROUNDS, () => {
    for (const comer of comers) {
      if (all.onAddress(comer.address, NOW)) hits += 1;
      if (all.on(comer, closingKinds, NOW)) hits += 1;
    }
  });
  return { figures: { bans: all.size, "CPU µs per connection": cpu }, faults: hits };
}

function cloak(address: string): string {
  return cloakOf(address, "hidden.example.net", cloakKey);
}

/** Of every kind and shape: addresses and blocks, hosts with and without stars, users, real names. */
function maskOf(index: number, roll: (sides: number) => number): readonly [BanKind, string] {
  const word = `${rareWord(roll)}${index}`;
  switch (index % 6) {
    case 0:
      return ["dline", `172.${16 + roll(16)}.${roll(256)}.${roll(256)}`];
    case 1:
      return ["dline", `192.${roll(256)}.${roll(256)}.0/24`];
    case 2:
      if (index % 4 === 0)
        return ["kline", `*@${cloak(`100.${roll(256)}.${roll(256)}.7`).replace(/^[^.]+/, "*")}`];
      return ["kline", `*@${word}.example.com`];
    case 3:
      return ["kline", `*${word}@*.${rareWord(roll)}.example.net`];
    case 4:
      return ["kline", `*@2001:db8:${roll(65_536).toString(16)}:${roll(65_536).toString(16)}::/64`];
    default:
      return ["xline", `*${word}*`];
  }
}

function made(kind: BanKind, mask: string): ServerBan {
  const facts = {
    soft: false,
    reason: "no",
    privateReason: undefined,
    by: "root",
    at: NOW,
    expiresAt: undefined,
  };
  return { kind, mask, ...facts };
}
