import { Isupport } from "../client/isupport.ts";
import { lastOf } from "../client/line.ts";
import type { Lines } from "../client/lines.ts";
import { RawClient, type Target } from "../client/raw-client.ts";
import { register } from "./register.ts";

/** Name and password of somebody the server knows. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** As whom the suite may come. */
export interface Keys {
  readonly oper: Credentials | undefined;
  readonly account: Credentials | undefined;
}

/** What the server says of itself, asked once before the cases run. */
export interface Facts extends Keys {
  readonly serverName: string;
  readonly isupport: Isupport;
  readonly userModes: string;
  readonly channelModes: string;
  /** What CAP LS 302 offers, each capability with its value. */
  readonly caps: ReadonlyMap<string, string>;
  readonly unknownCommands: ReadonlySet<string>;
}

// Commands of which a server may know none; each is harmless without parameters.
const OPTIONAL_COMMANDS = [
  "ACCEPT",
  "CHGHOST",
  "GLOBOPS",
  "HELP",
  "HELPOP",
  "ISON",
  "KNOCK",
  "LINKS",
  "MAP",
  "SILENCE",
  "USERHOST",
  "USERIP",
  "WHOWAS",
];

/** Registers once and writes down what this server is and has. */
export async function gatherFacts(target: Target, { oper, account }: Keys): Promise<Facts> {
  const client = await RawClient.open(target);
  client.send("CAP LS 302", "CAP END");
  await register(client, "factsfind");
  const burst = client.burst;
  const [, serverName = "", , userModes = "", channelModes = ""] = burst.first("004").params;
  const probes = await client.exchange(...OPTIONAL_COMMANDS);
  client.send("QUIT");
  await client.ending();
  return {
    serverName,
    isupport: new Isupport(burst.all("005")),
    userModes,
    channelModes,
    caps: capsIn(client.burst),
    unknownCommands: new Set(probes.all("421").map((line) => line.params[1] ?? "")),
    oper,
    account,
  };
}

function capsIn(lines: Lines): ReadonlyMap<string, string> {
  const words = lines.all("CAP", undefined, "LS").flatMap((line) => lastOf(line).split(" "));
  return new Map(
    words
      .filter((word) => word !== "")
      .map((word) => {
        const [name = "", ...value] = word.split("=");
        return [name, value.join("=")];
      }),
  );
}
