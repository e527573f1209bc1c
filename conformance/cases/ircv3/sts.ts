import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

const sts = clause("ircv3: sts, Details", cap("sts"));
const port = clause("ircv3: sts, The port key", cap("sts"));

/** Where the server is to be reached over TLS; the suite comes without. */
export const stsCases = [
  port.must("who comes without TLS is told one port", async (t) => {
    const ports = (await tokens(t, "CAP LS 302")).filter((token) => token.startsWith("port"));
    t.equal(ports.length, 1, "the number of ports");
    const [, value = ""] = ports[0]?.split("=") ?? [];
    t.check(/^\d+$/.test(value) && Number(value) > 0 && Number(value) < 65_536, `the port is ${value}`);
  }),
  sts.must("no key of the policy comes twice", async (t) => {
    const keys = (await tokens(t, "CAP LS 302")).map((token) => token.split("=", 1)[0]);
    t.equal(new Set(keys).size, keys.length, "the number of keys");
  }),
  sts.must("a policy is never told without its value", async (t) => {
    const found = await tokens(t, "CAP LS");
    t.equal(found, ["no sts"], "what is told to who asks for no values");
  }),
];

async function tokens(t: Scene, request: string): Promise<readonly string[]> {
  const client = await t.client();
  const words = (await client.exchange(request))
    .all("CAP", undefined, "LS")
    .flatMap((line) => lastOf(line).split(" "));
  const word = words.find((one) => /^sts(=|$)/.test(one));
  return word === undefined ? ["no sts"] : word.slice("sts=".length).split(",");
}
