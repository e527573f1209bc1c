import { clause } from "../../suite/case.ts";
import { account, cap, isupport } from "../../suite/needs.ts";

const monitor = clause("ircv3: extended-monitor", cap("extended-monitor"), isupport("MONITOR"));

/** What becomes of people one waits for, though no channel is shared. */
export const extendedMonitor = [
  monitor.must(
    "AWAY of who is monitored is told to who has away-notify, too",
    async (t) => {
      const [alice, bob] = [await t.client({ caps: ["extended-monitor", "away-notify"] }), await t.client()];
      const carl = await t.client({ caps: ["extended-monitor"] });
      for (const client of [alice, carl]) await client.exchange(`MONITOR + ${bob.nick}`);
      await bob.exchange("AWAY :gone fishing");
      t.equal((await alice.settle()).one("AWAY", "gone fishing").nick, bob.nick, "who is away");
      (await carl.settle()).none("AWAY");
    },
    cap("away-notify"),
  ),
  monitor.must(
    "SETNAME of who is monitored is told to who has setname, too",
    async (t) => {
      const [alice, bob] = [await t.client({ caps: ["extended-monitor", "setname"] }), await t.client()];
      await alice.exchange(`MONITOR + ${bob.nick}`);
      await bob.exchange("SETNAME :Another Name");
      t.equal((await alice.settle()).one("SETNAME", "Another Name").nick, bob.nick, "whose name it is");
    },
    cap("setname"),
  ),
  monitor.must(
    "ACCOUNT of who is monitored is told to who has account-notify, too",
    async (t) => {
      const alice = await t.client({ caps: ["extended-monitor", "account-notify"] });
      const bob = await t.client({ caps: ["sasl"] });
      await alice.exchange(`MONITOR + ${bob.nick}`);
      await t.logIn(bob);
      t.equal((await alice.settle()).one("ACCOUNT", t.account.name).nick, bob.nick, "who logs in");
    },
    cap("account-notify"),
    account,
  ),
  monitor.must(
    "who has not extended-monitor is told nothing but coming and going",
    async (t) => {
      const [alice, bob] = [await t.client({ caps: ["away-notify"] }), await t.client()];
      await alice.exchange(`MONITOR + ${bob.nick}`);
      await bob.exchange("AWAY :gone fishing");
      (await alice.settle()).none("AWAY");
    },
    cap("away-notify"),
  ),
  monitor.must(
    "of who is not monitored any more nothing is told",
    async (t) => {
      const [alice, bob] = [await t.client({ caps: ["extended-monitor", "away-notify"] }), await t.client()];
      await alice.exchange(`MONITOR + ${bob.nick}`, `MONITOR - ${bob.nick}`);
      await bob.exchange("AWAY :gone fishing");
      (await alice.settle()).none("AWAY");
    },
    cap("away-notify"),
  ),
];
