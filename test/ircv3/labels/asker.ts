import { expect } from "vitest";
import { answerTo, type LabelledAnswer } from "../../kit/answer.ts";
import { cheapHash } from "../../kit/cheap-hash.ts";
import type { TestClient } from "../../kit/client.ts";
import { forceStatus } from "../../kit/force.ts";
import { TestNetwork } from "../../kit/network.ts";
import type { Form } from "./forms.ts";

/** What is needed for labels, and to send all that may have one. */
export const labels = "batch labeled-response message-tags draft/relaymsg sasl";
/** With all that makes answers longer. */
const everything =
  `${labels} echo-message draft/multiline extended-join account-notify away-notify chghost setname
  invite-notify extended-monitor draft/channel-rename draft/message-redaction draft/message-edit draft/user-query draft/extended-isupport draft/pre-away standard-replies
  server-time account-tag draft/oper-tag multi-prefix userhost-in-names cap-notify draft/sasl-ir`.replace(
    /\s+/g,
    " ",
  );

/** Who asks. */
export type Asker = "newcomer" | "user" | "operator";

/** A network with everything on it that a command may be about. */
function sceneOfCommands(): TestNetwork {
  const network = new TestNetwork({
    unlimited: true,
    accounts: [{ name: "anyone", password: cheapHash("secret") }],
    opers: [{ name: "root", password: cheapHash("sesame") }],
    webirc: [{ password: "secret", addresses: ["192.0.2.0/24"] }],
    motd: "one\ntwo",
    rules: "one\ntwo",
    admin: { location: "here" },
    history: { edits: true },
  });
  const [bob] = network.inChannel("#room", "bob", "carol");
  bob?.send("PRIVMSG #room :something to remember", "TOPIC #room :a topic");
  const [dave] = network.inChannel("#locked", "dave");
  dave?.send("MODE #locked +i", "JOIN #secret", "MODE #secret +s");
  network.connect("erin").send("AWAY :not here");
  network.connect("frank").send("MODE frank +g");
  network.connect("gone").send("QUIT");
  return network;
}

/** Scenes for one form after the other; one in which all is as it was is used again. */
export class Scenes {
  #network = sceneOfCommands();
  #atFirst = stateOf(this.#network);

  /** Sends the lines of a form, the last one labelled, and returns what came of that one. */
  async ask(asker: Asker, form: Form): Promise<readonly string[]> {
    const client = enter(this.#network, asker);
    const lines = [form].flat().map((line) => line.replaceAll("$me", client.session.nick));
    for (const line of lines.slice(0, -1)) await client.answer(line);
    const came = await labelled(client, lines.at(-1) ?? "");
    client.vanish();
    if (stateOf(this.#network) !== this.#atFirst) {
      this.#network = sceneOfCommands();
      this.#atFirst = stateOf(this.#network);
    }
    return came;
  }
}

/** Who and what is on a network. */
function stateOf({ node }: TestNetwork): string {
  const records = [...node.engine.snapshot()];
  return JSON.stringify(records.filter(({ type }) => /^(?:account|user|channel|members)$/.test(type)));
}

function enter(network: TestNetwork, asker: Asker): TestClient {
  const caps = asker === "operator" ? labels : everything;
  if (asker === "newcomer") {
    const client = network.open();
    client.send(`CAP REQ :${caps}`);
    return client;
  }
  const client = network.connect("me", { caps });
  if (asker === "operator") network.makeOperator(client);
  client.send("JOIN #room");
  forceStatus(network, "#room", "me", "o");
  return client;
}

/** What a labelled line brings, up to the answer of another that follows in the same segment. */
export async function labelled(client: TestClient, line: string, label = "it"): Promise<readonly string[]> {
  client.read();
  const tag = `@label=${label}`;
  client.send(line.startsWith("@") ? `${tag};${line.slice(1)}` : `${tag} ${line}`, "@label=fence PING fence");
  const fence = "@label=fence :irc.test PONG irc.test :fence";
  // Who has given labels up is not sent any.
  const isFence = (got: string) => got === fence || got === fence.replace(/^\S+ /, "");
  const came: string[] = [];
  while (!came.some(isFence) && !client.ended) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    came.push(...client.read());
  }
  came.push(...client.read());
  // Nothing comes behind the next line's answer.
  expect(came.findIndex(isFence)).toBe(client.ended ? -1 : came.length - 1);
  return came.filter((got) => !isFence(got));
}

/** The one answer; nothing else came, but what the client has said to itself. */
export function expectOneAnswer(lines: readonly string[], label = "it"): LabelledAnswer {
  const answer = answerTo(label, lines);
  // "When a client sends a message to itself, the server MUST NOT include the label tag".
  const toSelf = /^(?:@\S+ )?:(?:me)!\S+ (?:PRIVMSG|NOTICE|TAGMSG) me\b/;
  expect(answer.others.filter((line) => !toSelf.test(line))).toEqual([]);
  return answer;
}
