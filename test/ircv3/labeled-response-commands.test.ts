import { expect, test } from "vitest";
import { fullTable } from "../../src/services/table.ts";
import { capableRoom } from "../kit/capable-room.ts";
import { labelledAnswer } from "../kit/labelled.ts";
import { TestNetwork } from "../kit/network.ts";
import type { Room } from "../kit/room.ts";
import type { TaggedLine } from "../kit/tagged.ts";

const caps =
  "labeled-response batch echo-message message-tags server-time draft/multiline draft/relaymsg away-notify " +
  "account-notify setname chghost invite-notify draft/channel-rename draft/extended-isupport cap-notify";

// What the parameters of a command may be about.
const params = [
  "",
  "#room",
  "bob",
  "bob :text",
  "#room bob",
  "#room bob :text",
  "#room :text",
  "#new",
  "#room #new :text",
  "#room x/y :text",
  "* *",
  "LS 302",
  "+ bob,nobody",
  "+bob!*@*",
  "#room +ov-v+b bob bob bob a!b@c",
  "ALICE!*@* +iw",
  "m",
  "bob new.host",
  "$$* :text",
  "#none,nobody,#room",
];

/** A room whose operator alice is an operator of the network, too; bob is away, and has said something. */
function busyRoom(): Room {
  const room = capableRoom({ alice: caps, bob: caps }, "", { history: { onJoin: 5 } });
  room.bob.send("AWAY :gone", "PRIVMSG #room :said");
  room.network.makeOperator(room.alice);
  return room;
}

/** The answer to a line with the label x, which must be all that its client reads. */
async function onlyAnswer(
  { network, alice }: Pick<Room, "network" | "alice">,
  line: string,
): Promise<readonly TaggedLine[]> {
  const { session } = alice;
  alice.read();
  alice.send(`@label=x ${line}`);
  await network.until(() => !session.pending.isWorking);
  const lines = alice.read();
  const answer = labelledAnswer(lines, "x");
  // A batch has a line before the answer and one behind it.
  const framing = answer[0]?.tags["label"] === undefined ? 2 : 0;
  expect(lines, line).toHaveLength(answer.length + framing);
  return answer;
}

test.each(fullTable.map(({ name }) => name))("%s with a label has exactly one response", async (name) => {
  // "Servers MUST include the tag in exactly one logical message."
  let room = busyRoom();
  for (const words of params) {
    await onlyAnswer(room, `${name} ${words}`);
    const others = [room.bob, room.carol, room.dave].flatMap((client) => client.read());
    expect(others.join()).not.toContain("label");
    if (room.alice.ended) room = busyRoom();
  }
});

test("so has whatever comes before registration", async () => {
  const network = new TestNetwork({ unlimited: true, password: "secret" });
  const open = () => {
    const alice = network.open();
    alice.send(`CAP REQ :${caps}`, "NICK alice");
    return { network, alice };
  };
  let room = open();
  for (const { name } of fullTable) {
    for (const words of ["", "LS 302", "x 0 * :X", "* :gone", "PLAIN", "pass gateway host 192.0.2.77"]) {
      if (room.alice.ended) room = open();
      await onlyAnswer(room, `${name} ${words}`);
    }
  }
});

test.each(["ME waves", "MSG bob hi", "/msg bob hi", "/me waves", "/names", "/nick alicia", "hello, all"])(
  "%s, as people type it, has one, too",
  async (line) => {
    const room = busyRoom();
    room.alice.send("PRIVMSG #room :here");
    expect((await onlyAnswer(room, line)).length).toBeGreaterThan(0);
  },
);
