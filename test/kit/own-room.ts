import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient } from "./client.ts";
import { logIn } from "./log-in.ts";
import { makeAccount } from "./make-account.ts";
import { TestNetwork } from "./network.ts";

/** A network where #room belongs to alice; bob is in it, carol is outside. All are logged in to accounts of their names. */
export interface OwnRoom {
  readonly network: TestNetwork;
  readonly alice: TestClient;
  readonly bob: TestClient;
  readonly carol: TestClient;
}

/** A network without limits where these have an account, and nicks are anybody's. */
export async function networkOf(
  names: readonly string[],
  config: ConfigInput = {},
  rim: ConstructorParameters<typeof TestNetwork>[1] = {},
): Promise<TestNetwork> {
  const network = new TestNetwork({ unlimited: true, nicks: { protect: "off" }, ...config }, rim);
  for (const name of names) await makeAccount(network, name);
  return network;
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
  const network = await networkOf(["alice", "bob", "carol", "dave"], config);
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
