import { describe, expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

// Who is hidden in a channel: whatever a member asks is answered as if they were not in it.

const questions = [
  ...["NAMES #room", "WHO #room", "WHO #room %cnfa", "WHO #room o", "WHO carol", "WHO carol %cnf", "WHO *"],
  ...["WHO c* %cnf", "WHOIS carol", "WHOIS irc.test carol", "MODE #room", "MODE #room b", "HISTORY #room"],
  ...["INVITE carol #room", "KICK #room carol", "MODE #room +v carol", "MODE #room +b carol!*@*"],
  ...["ISON carol", "USERHOST carol", "MONITOR + carol", "WHOWAS carol", "TOPIC #room", "KNOCK #room"],
  ...["AWAY", "TAGMSG carol", "PRIVMSG carol :hi", "NOTICE @#room :hi", "STATS u", "TRACE carol"],
  ...["REDACT #room t1-1", "REDACT carol t1-1"],
  ...["METADATA #room SYNC", "METADATA #room LIST", "METADATA * SUB avatar", "METADATA carol GET url"],
];

interface Situation {
  readonly modes: string;
  /** True if it is the channel's operator who asks. */
  readonly asksOperator: boolean;
  readonly userModes: string;
}

/** What is answered to the questions, with carol in the room or outside. */
function answers(
  { modes, asksOperator, userModes }: Situation,
  isInside: boolean,
): (line: string) => string[] {
  const network = new TestNetwork({ unlimited: true });
  const caps =
    "draft/message-redaction message-tags batch extended-join multi-prefix userhost-in-names draft/metadata-2";
  const alice = network.connect("alice", { caps });
  const bob = network.connect("bob", { caps });
  const carol = network.connect("carol", { caps });
  carol.send("METADATA * SET url :x", "METADATA * SET avatar :y");
  for (const client of [alice, bob]) client.send("METADATA * SUB url", "JOIN #room");
  alice.send(`MODE #room ${modes}`);
  carol.send(`MODE carol +B${userModes}`, "AWAY :lunch", ...(isInside ? ["JOIN #room"] : []));
  for (const client of [alice, bob]) client.read();
  return (line) => (asksOperator ? alice : bob).ask(line);
}

describe.each<[string, Situation]>([
  ["a member asks in the crowd of +u", { modes: "+u", asksOperator: false, userModes: "" }],
  [
    "a member asks in the crowd of +u, of an invisible one",
    { modes: "+u", asksOperator: false, userModes: "i" },
  ],
  ["a member asks under +D", { modes: "+D", asksOperator: false, userModes: "" }],
  ["an operator asks under +D", { modes: "+D", asksOperator: true, userModes: "i" }],
])("%s", (_, situation) => {
  const present = answers(situation, true);
  const absent = answers(situation, false);

  // An operator who kicks somebody or gives them a status acts: under +D that shows them, as it is meant to.
  const acts = (line: string) => situation.asksOperator && /^(KICK|MODE #room \+v)/.test(line);

  test.each(questions.filter((line) => !acts(line)))("%s", (line) => {
    expect(present(line)).toEqual(absent(line));
  });
});

test("who is not hidden is told of, so the comparison can fail", () => {
  const situation = { modes: "+m", asksOperator: false, userModes: "" };
  const present = answers(situation, true);
  const absent = answers(situation, false);
  for (const line of ["NAMES #room", "WHO #room", "WHO carol %cnf", "WHOIS carol", "INVITE carol #room"]) {
    expect(present(line), line).not.toEqual(absent(line));
  }
});
