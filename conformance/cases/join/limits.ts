import { clause } from "../../suite/case.ts";
import { isupport } from "../../suite/needs.ts";

const MOST_CHANNELS_TRIED = 150;

/** How many channels one may be in and how long their names are. */
export const joinLimits = [
  clause("modern-irc: CHANLIMIT Parameter", isupport("CHANLIMIT")).must(
    "one channel more than CHANLIMIT is refused with 405",
    async (t) => {
      const limit = Number(/#[^:]*:(\d+)/.exec(t.facts.isupport.value("CHANLIMIT") ?? "")?.[1] ?? Number.NaN);
      if (!(limit <= MOST_CHANNELS_TRIED)) t.skip(`CHANLIMIT is ${limit}: too many to try`);
      const alice = await t.client();
      const rooms = Array.from({ length: limit }, () => t.channel());
      for (const room of rooms) await alice.exchange(`JOIN ${room}`);
      const replies = await alice.exchange(`JOIN ${t.channel()}`);
      replies.one("405", alice.nick);
      replies.none("JOIN");
      (await alice.exchange(`PART ${rooms[0]}`, `JOIN ${t.channel()}`)).one("JOIN");
    },
  ),
  clause("modern-irc: CHANNELLEN Parameter", isupport("CHANNELLEN")).must(
    "a channel name of CHANNELLEN characters is accepted",
    async (t) => {
      const alice = await t.client();
      const room = t.channel().padEnd(t.facts.isupport.number("CHANNELLEN", 50), "x");
      (await alice.exchange(`JOIN ${room}`)).one("JOIN", room);
    },
  ),
  clause("modern-irc: CHANNELLEN Parameter", isupport("CHANNELLEN")).must(
    "a longer channel name than CHANNELLEN is refused or cut to it",
    async (t) => {
      const alice = await t.client();
      const most = t.facts.isupport.number("CHANNELLEN", 50);
      const replies = await alice.exchange(`JOIN ${t.channel().padEnd(most + 1, "x")}`);
      const line = replies.anyOf(["403", "476", "479", "JOIN"]);
      t.check(line.command !== "JOIN" || line.params[0]?.length === most, `it became ${line.params[0]}`);
    },
  ),
  clause("modern-irc: CHANTYPES Parameter").must("every channel type advertised can be joined", async (t) => {
    const alice = await t.client();
    for (const type of t.facts.isupport.value("CHANTYPES") ?? "#") {
      if (type === "+") continue; // modeless channels: nobody is made operator, some servers forbid them
      const room = `${type}${t.channel().slice(1)}`;
      (await alice.exchange(`JOIN ${room}`)).one("JOIN", room);
    }
  }),
];
