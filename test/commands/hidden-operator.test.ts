import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

const asks = [
  ...["WHOIS alice", "WHOIS alice alice", "WHO alice", "WHO *", "WHO * o", "WHO #room", "WHO #room o"],
  ...["WHO alice %tcuihsnfdlaor,7", "WHO #room o%nf", "USERHOST alice", "USERIP alice", "ISON alice"],
  ...["TRACE", "TRACE alice", "LUSERS", "STATS p", "STATS o", "STATS P", "STATS l", "STATS y", "USERS"],
  ...["MODE alice", "MODE #room", "NAMES #room", "NAMES", "LIST", "LINKS", "MAP", "ADMIN", "INFO", "VERSION"],
  ...["MONITOR + alice", "MONITOR S", "MONITOR L", "METADATA alice LIST", "METADATA alice GET url"],
  ...["METADATA alice SYNC", "NS INFO alice", "NS LIST", "CS INFO #room", "HISTORY #room", "WHOWAS alice"],
  ...[
    "INVITE alice #room",
    "KNOCK #room",
    "KILL alice :x",
    "CHECK alice",
    "TESTMASK alice!*@*",
    "ACCEPT alice",
  ],
  ...["ACCEPT *", "SILENCE alice", "SILENCE -alice", "PRIVMSG alice :hi", "NOTICE alice :hi", "TAGMSG alice"],
  ...["PRIVMSG $$* :hi", "WALLOPS :hi", "CHATHISTORY LATEST #room * 9", "OPER root x"],
];
const doings = [
  ...["PRIVMSG #room :hi", "NOTICE bob :hi", "TAGMSG #room", "AWAY :gone", "AWAY", "SETNAME :Alice"],
  ...[
    "TOPIC #room :new",
    "PART #room",
    "JOIN #room",
    "NICK alicia",
    "NICK alice",
    "MODE alice +B",
    "MODE alice -B",
  ],
];

/** The lines without what tells one run of the server from another. */
function alike(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line.replace(/(msgid|batch)=[^; ]+/g, "$1").replace(/BATCH ([+-])\S+/, "BATCH $1"),
  );
}

/** What somebody who is no operator reads about alice, whom `make` has made what she is. */
async function seen(
  make: (network: TestNetwork, alice: TestClient) => void,
  modes: string,
  isGuarded = false,
) {
  const network = new TestNetwork();
  const bob = network.connect("bob");
  const offered = bob.ask("CAP LS 302").flatMap((line) => line.split(" :")[1]?.split(" ") ?? []);
  for (const capability of offered) bob.send(`CAP REQ :${capability.split("=")[0]}`);
  const alice = network.connect("alice");
  const boss = network.connect("boss");
  make(network, alice);
  alice.read();
  network.makeOperator(boss);
  alice.send(`MODE alice ${modes}`);
  for (const client of isGuarded ? [alice] : [alice, bob]) client.send("JOIN #room");
  if (isGuarded) await boss.answer("DEFCON 3");
  const all: string[] = [...bob.read()];
  /** Lets time pass for the budgets of commands; nobody times out meanwhile. */
  const pass = (ms: number) => {
    network.advance(ms);
    for (const client of [alice, bob, boss]) client.send("PONG x");
  };
  for (const line of asks) {
    pass(10_000);
    all.push(`> ${line}`, ...(await bob.answer(line)));
  }
  for (const line of doings) {
    pass(60_000);
    alice.send(line);
    all.push(`< ${line}`, ...bob.read());
  }
  alice.send("QUIT :bye");
  all.push(...bob.read(), ...(await bob.answer("WHOWAS alice", "LUSERS")));
  expect(all.filter((line) => line.includes("No such nick/channel"))).toEqual([]);
  return alike(all);
}

const hidden = (network: TestNetwork, alice: TestClient) =>
  network.makeOperator(alice, undefined, { hidden: true });
const shown = (network: TestNetwork, alice: TestClient) => network.makeOperator(alice);

describe.each(["+w", "+g", "+i", "+RZT"])("an operator with %s", (modes) => {
  test.each([false, true])(
    "who hides it is to others as who is none, under DEFCON 3: %s",
    async (isGuarded) => {
      const asNone = await seen(() => undefined, modes, isGuarded);
      expect(await seen(hidden, modes, isGuarded)).toEqual(asNone);
      expect(await seen(shown, modes, isGuarded)).not.toEqual(asNone);
    },
  );
});
