import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient } from "./client.ts";
import { logIn } from "./log-in.ts";
import { TestNetwork } from "./network.ts";

/** A network where #room belongs to alice; bob is in it, carol is outside. All are logged in to accounts of their names. */
export interface OwnRoom {
  readonly network: TestNetwork;
  readonly alice: TestClient;
  readonly bob: TestClient;
  readonly carol: TestClient;
}

/** Makes accounts of these names. */
export async function makeAccounts(network: TestNetwork, ...names: readonly string[]): Promise<void> {
  for (const name of names)
    await network.node.host.control.accounts.create({
      ...{ name, passwordHash: undefined, email: undefined, status: "active" },
      ...{ verification: undefined, settings: {} },
    });
}

/** A client that is logged in to the account of its name, which is there. */
export function connectLoggedIn(network: TestNetwork, nick: string, caps?: string): TestClient {
  const client = network.connect(nick, caps === undefined ? {} : { caps });
  logIn(network, client, nick);
  client.read();
  return client;
}

/** Opens the room; nobody has anything left to read. */
export async function openOwnRoom(config: ConfigInput = {}): Promise<OwnRoom> {
  const network = new TestNetwork({ unlimited: true, ...config });
  await makeAccounts(network, "alice", "bob", "carol", "dave");
  const [alice, bob, carol] = ["alice", "bob", "carol"].map((nick) => connectLoggedIn(network, nick));
  if (!alice || !bob || !carol) throw new Error("nobody is there");
  alice.send("JOIN #room");
  bob.send("JOIN #room");
  await alice.answer("CS REGISTER #room");
  for (const client of [alice, bob, carol]) client.read();
  return { network, alice, bob, carol };
}

/** What ChanServ says to somebody. */
export function chanServSays(nick: string, text: string): string {
  return `:ChanServ!ChanServ@services NOTICE ${nick} :${text}`;
}

/** What a client is told by ChanServ when it says this, without the frame of the lines. */
export async function told(client: TestClient, line: string): Promise<string[]> {
  const lines = await client.answer(line);
  return lines.flatMap((answer) => /^:ChanServ!ChanServ@services NOTICE \S+ :(.*)$/.exec(answer)?.[1] ?? []);
}
