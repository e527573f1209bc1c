import { CaseFailure } from "../client/failure.ts";
import { Lines } from "../client/lines.ts";
import type { RawClient } from "../client/raw-client.ts";
import type { Credentials } from "./facts.ts";
import { logIn } from "./login.ts";

/** What a client says of itself when it registers. */
export interface Introduction {
  readonly user?: string;
  readonly realname?: string;
  readonly caps?: readonly string[];
  /** The account it logs in to before it is registered. */
  readonly account?: Credentials;
}

/** Takes a fresh connection through registration and reads the whole greeting. */
export async function register(client: RawClient, nick: string, as: Introduction = {}): Promise<void> {
  const { user = "conf", realname = "Conformance Suite", account } = as;
  const caps = account ? ["sasl", ...(as.caps ?? [])] : (as.caps ?? []);
  const names = [`NICK ${nick}`, `USER ${user} 0 * :${realname}`];
  if (caps.length === 0) client.send(...names);
  else client.send(`CAP REQ :${caps.join(" ")}`, ...names, ...(account ? [] : ["CAP END"]));
  if (account) {
    await logIn(client, account);
    client.send("CAP END");
  }
  const last = await client.expectAny("376", "422", "432", "433", "ERROR");
  if (last.command !== "376" && last.command !== "422") {
    throw new CaseFailure(`could not register as ${nick}: ${last.raw}`);
  }
  client.nick = last.params[0] ?? nick;
  client.burst = new Lines([...client.heard]);
  client.burst.none("CAP", undefined, "NAK");
  await client.settle();
}
