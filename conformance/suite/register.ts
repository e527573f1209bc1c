import { CaseFailure } from "../client/failure.ts";
import { Lines } from "../client/lines.ts";
import type { RawClient } from "../client/raw-client.ts";

/** What a client says of itself when it registers. */
export interface Introduction {
  readonly user?: string;
  readonly realname?: string;
  readonly caps?: readonly string[];
}

/** Takes a fresh connection through registration and reads the whole greeting. */
export async function register(client: RawClient, nick: string, as: Introduction = {}): Promise<void> {
  const { user = "conf", realname = "Conformance Suite", caps = [] } = as;
  const capLines = caps.length > 0 ? [`CAP REQ :${caps.join(" ")}`, "CAP END"] : [];
  const [request = [], end = []] = [capLines.slice(0, 1), capLines.slice(1)];
  client.send(...request, `NICK ${nick}`, `USER ${user} 0 * :${realname}`, ...end);
  const last = await client.expectAny("376", "422", "432", "433", "ERROR");
  if (last.command !== "376" && last.command !== "422") {
    throw new CaseFailure(`could not register as ${nick}: ${last.raw}`);
  }
  client.nick = last.params[0] ?? nick;
  client.burst = new Lines([...client.heard]);
  await client.settle();
}
