import { clause } from "../../suite/case.ts";
import { cap } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

const need = cap("draft/channel-flood-limits");
const delivery = clause("ircv3: channel-flood-limits, Per-channel delivery", need);
const setting = clause("ircv3: channel-flood-limits, Client to server", need);
const merging = clause("ircv3: channel-flood-limits, Multi-source merging", need);
const scopes = clause("ircv3: channel-flood-limits, Client-to-server scopes (conditional)", need);
const caps = ["draft/channel-flood-limits"];

/** A room, and a member who reads CHANLIMITS. */
async function limited(t: Scene) {
  const { room, op } = await t.room();
  const member = await t.joined(room, { caps });
  return { room, op, member };
}

/** Which limits hold in a channel, told and set. */
export const channelFloodLimits = [
  delivery.must("who joins is told the limits that are set", async (t) => {
    const { room, op } = await limited(t);
    await op.exchange(`CHANLIMITS ${room} channel:join=30/15 user:message=5/15,repeat=3/15`);
    const late = await t.client({ caps });
    const lines = await late.exchange(`JOIN ${room}`);
    lines.one("CHANLIMITS", room, "channel:join=30/15", "user:message=5/15,repeat=3/15");
  }),
  delivery.must("a client that did not ask for it reads no CHANLIMITS", async (t) => {
    const { room, op } = await limited(t);
    const plain = await t.joined(room);
    await op.exchange(`CHANLIMITS ${room} user:message=5/15`);
    (await plain.settle()).none("CHANLIMITS");
  }),
  delivery.must("who becomes an operator, and is one no more, is told", async (t) => {
    const { room, op, member } = await limited(t);
    await op.exchange(`CHANLIMITS ${room} user:message=5/15`);
    await member.settle();
    await op.exchange(`MODE ${room} +o ${member.nick}`);
    (await member.settle()).one("CHANLIMITS", room, "*");
    await op.exchange(`MODE ${room} -o ${member.nick}`);
    (await member.settle()).one("CHANLIMITS", room, "user:message=5/15");
  }),
  setting.must("an operator sets a limit, and members are told", async (t) => {
    const { room, op, member } = await limited(t);
    await op.exchange(`CHANLIMITS ${room} user:message=5/15`);
    (await member.settle()).one("CHANLIMITS", room, "user:message=5/15");
  }),
  setting.must("a limit is removed by its name, the others stay", async (t) => {
    const { room, op, member } = await limited(t);
    await op.exchange(`CHANLIMITS ${room} user:message=5/15,repeat=3/15`);
    await member.settle();
    await op.exchange(`CHANLIMITS ${room} -user:message`);
    (await member.settle()).one("CHANLIMITS", room, "user:repeat=3/15");
  }),
  setting.must("CHANLIMITS with * removes one's own limits only", async (t) => {
    const { room, op, member } = await limited(t);
    const other = await t.joined(room);
    await op.exchange(`MODE ${room} +o ${other.nick}`, `CHANLIMITS ${room} user:message=5/15`);
    await other.exchange(`CHANLIMITS ${room} user:nick=1/60`);
    await member.settle();
    await op.exchange(`CHANLIMITS ${room} *`);
    (await member.settle()).one("CHANLIMITS", room, "user:nick=1/60");
  }),
  setting.must("who has no privileges is refused by CHANOP_NEEDED", async (t) => {
    const { room, member } = await limited(t);
    const lines = await member.exchange(`CHANLIMITS ${room} user:message=1/60`);
    lines.one("FAIL", "CHANLIMITS", "CHANOP_NEEDED", room);
    lines.none("CHANLIMITS");
  }),
  setting.must("what is no limit is refused by INVALID_PARAMS", async (t) => {
    const { room, op } = await limited(t);
    const lines = await op.exchange(`CHANLIMITS ${room} user:message=5`);
    lines.one("FAIL", "CHANLIMITS", "INVALID_PARAMS", room);
  }),
  merging.must("of several limits the strictest is told", async (t) => {
    const { room, op, member } = await limited(t);
    const other = await t.joined(room);
    await op.exchange(`MODE ${room} +o ${other.nick}`, `CHANLIMITS ${room} user:message=5/15`);
    await member.settle();
    await other.exchange(`CHANLIMITS ${room} user:message=8/30`);
    (await member.settle()).one("CHANLIMITS", room, "user:message=8/30");
  }),
  merging.must("the limits of an operator who leaves are gone", async (t) => {
    const { room, op, member } = await limited(t);
    await op.exchange(`CHANLIMITS ${room} user:message=5/15`);
    await member.settle();
    await op.exchange(`PART ${room}`);
    (await member.settle()).one("CHANLIMITS", room, "*");
  }),
  scopes.must("a limit for who has no voice holds until one has", async (t) => {
    const { room, op, member } = await limited(t);
    await op.exchange(`CHANLIMITS ${room} user:message=8/15 user-unvoiced:message=4/15`);
    (await member.settle()).one("CHANLIMITS", room, "user:message=4/15");
    await op.exchange(`MODE ${room} +v ${member.nick}`);
    (await member.settle()).one("CHANLIMITS", room, "user:message=8/15");
  }),
];
