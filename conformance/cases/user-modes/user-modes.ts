import { lastOf } from "../../client/line.ts";
import { clause } from "../../suite/case.ts";
import { userMode } from "../../suite/needs.ts";

const mode = clause("modern-irc: User mode");
const invisible = clause("modern-irc: Invisible User Mode");
const operMode = clause("modern-irc: Oper User Mode");

/** MODE on oneself. */
export const userModeCases = [
  mode.must("MODE of one's own nick is answered by 221", async (t) => {
    const alice = await t.client();
    (await alice.exchange(`MODE ${alice.nick}`)).one("221", alice.nick, /^\+/);
  }),
  mode.must("a change is confirmed by MODE and shown in 221", async (t) => {
    const alice = await t.client();
    await alice.exchange(`MODE ${alice.nick} -w`);
    (await alice.exchange(`MODE ${alice.nick} +w`)).one("MODE", alice.nick, "+w");
    t.check(
      (await alice.exchange(`MODE ${alice.nick}`)).one("221").params[1]?.includes("w") === true,
      "w is not in 221",
    );
    (await alice.exchange(`MODE ${alice.nick} -w`)).one("MODE", alice.nick, "-w");
  }),
  mode.must("another one's modes cannot be changed: 502", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    (await alice.exchange(`MODE ${bob.nick} +i`)).one("502", alice.nick);
    (await bob.settle()).none("MODE");
  }),
  mode.must("another one's modes cannot be seen: 502", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    const replies = await alice.exchange(`MODE ${bob.nick}`);
    replies.one("502", alice.nick);
    replies.none("221");
  }),
  mode.must("the modes of nobody are answered by 401", async (t) => {
    const alice = await t.client();
    (await alice.exchange(`MODE ${t.nick()} +i`)).anyOf(["401", "502"], alice.nick);
  }),
  mode.must("an unknown letter is answered by 501", async (t) => {
    const alice = await t.client();
    const unknown =
      [..."yYjJfF"].find((letter) => !t.facts.userModes.includes(letter)) ?? t.skip("all are known");
    (await alice.exchange(`MODE ${alice.nick} +${unknown}`)).first("501", alice.nick);
  }),
  mode.must("the known letters beside an unknown one are applied", async (t) => {
    const alice = await t.client();
    const unknown =
      [..."yYjJfF"].find((letter) => !t.facts.userModes.includes(letter)) ?? t.skip("all are known");
    await alice.exchange(`MODE ${alice.nick} -w`);
    const replies = await alice.exchange(`MODE ${alice.nick} +${unknown}w`);
    replies.one("MODE", alice.nick, "+w");
    replies.first("501", alice.nick);
  }),
  operMode.must("+o cannot be taken, only given by OPER", async (t) => {
    const alice = await t.client();
    const replies = await alice.exchange(`MODE ${alice.nick} +o`, `MODE ${alice.nick}`);
    replies.none("MODE");
    t.check(!replies.one("221").params[1]?.includes("o"), "o is set");
  }),
  mode.must(
    "+r cannot be taken, only given by logging in",
    async (t) => {
      const alice = await t.client();
      (await alice.exchange(`MODE ${alice.nick} +r`)).none("MODE");
    },
    userMode("r"),
  ),
  mode.must(
    "+z cannot be taken by a client without TLS",
    async (t) => {
      const alice = await t.client();
      (await alice.exchange(`MODE ${alice.nick} +z`)).none("MODE");
    },
    userMode("z"),
  ),
  invisible.must("who is invisible is not found by a mask", async (t) => {
    const [alice, bob] = [await t.client(), await t.client()];
    await alice.exchange(`MODE ${alice.nick} +i`);
    (await bob.exchange(`WHO ${alice.nick.slice(0, -1)}*`)).none(
      "352",
      bob.nick,
      undefined,
      undefined,
      undefined,
      undefined,
      alice.nick,
    );
  }),
  invisible.must("who is invisible is not shown by NAMES to who is outside", async (t) => {
    const { room, op } = await t.room();
    await op.exchange(`MODE ${op.nick} +i`);
    const bob = await t.client();
    const listed = (await bob.exchange(`NAMES ${room}`)).all("353").map((line) => lastOf(line));
    t.check(!listed.some((names) => names.includes(op.nick)), `NAMES shows ${listed.join(" ")}`);
  }),
  invisible.must("who shares a channel sees the invisible all the same", async (t) => {
    const { room, op } = await t.room();
    await op.exchange(`MODE ${op.nick} +i`);
    const bob = await t.joined(room);
    t.check(
      lastOf((await bob.exchange(`NAMES ${room}`)).first("353")).includes(op.nick),
      "NAMES does not show it",
    );
    (await bob.exchange(`WHO ${room}`)).one("352", bob.nick, room, undefined, undefined, undefined, op.nick);
  }),
];
