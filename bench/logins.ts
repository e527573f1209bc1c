import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { StartedServer } from "../conformance/started-server.ts";
import { hashPassword } from "../src/accounts/password-hash.ts";
import type { Connection } from "./connection.ts";
import { ask, Crowd, loginLines, PASSWORD } from "./crowd.ts";
import { astray, type Measured, percentiles } from "./figures.ts";
import { type Plan, Traffic } from "./traffic.ts";

const CHATTING = 200;
const PER_SECOND = 50;
const BODY_BYTES = 100;
// So long clients wait that were told to try again later: people and programs are not all alike.
const patienceMs = (place: number) => 2000 + (place % 100) * 50;

/** A quiet channel while a thousand others log in at once: how long a message is on its way meanwhile. */
export async function logins(scale: number): Promise<Measured> {
  const count = Math.max(1, Math.round(1000 * scale));
  const password = await hashPassword(PASSWORD);
  const accounts = Array.from({ length: count }, (_, place) => ({ name: `l${place}`, password }));
  const server = await StartedServer.start(JSON.stringify({ accounts }));
  const crowd = new Crowd(server);
  try {
    await crowd.grow(CHATTING);
    await crowd.joinGroups(CHATTING);
    const comers: [Connection, string][] = [];
    // A nick of their own: that of an account is its owner's.
    for (const { name } of accounts) comers.push([await crowd.guest(`guest-${name}`), name]);
    const plan: Plan = {
      groupSize: CHATTING,
      senders: 1,
      to: "room",
      bodyBytes: BODY_BYTES,
      messagesEach: 25,
    };
    await new Traffic(crowd.members, { ...plan, perSecond: PER_SECOND }).run();
    const traffic = new Traffic(crowd.members, {
      ...plan,
      perSecond: PER_SECOND,
      messagesEach: Math.ceil(1000 * scale),
    });
    const begun = performance.now();
    const talk = traffic.run();
    const tries = await Promise.all(
      comers.map(([comer, account], place) => logIn(comer, account, patienceMs(place))),
    );
    const seconds = (performance.now() - begun) / 1000;
    const { latencies } = await talk;
    const figures = {
      logins: count,
      "all in after, s": seconds,
      "told to try again": tries.reduce((sum, tried) => sum + tried - 1, 0),
      ...percentiles(latencies),
    };
    return { figures, faults: astray(await traffic.fence()) };
  } finally {
    crowd.leave();
    await server.stop();
  }
}

/** Logs in; gives how often it had to ask. */
async function logIn(comer: Connection, account: string, patience: number): Promise<number> {
  for (let tried = 1; ; tried += 1) {
    const answer = await ask(comer, loginLines(account), ["903", "904", "906", "908"]);
    if (answer === "903") return tried;
    await pause(patience);
  }
}
