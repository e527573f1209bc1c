import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "./connection.ts";
import { type Address, type Asks, ask, Crowd, OPERATOR, PASSWORD } from "./crowd.ts";
import { astray, type Measured, percentiles } from "./figures.ts";
import { type Plan, Traffic } from "./traffic.ts";
import { type Usage, usageOf } from "./usage.ts";

/** A server under load. */
export interface Target extends Address {
  readonly pid: number;
}

/** Measures one thing; `scale` makes it smaller or larger than in the published table. */
export type Scenario = (target: Target, scale: number) => Promise<Measured>;

const BODY_BYTES = 100;
/** Who talks in the one channel; on our own server they have accounts. */
export const SENDERS = 5;
/** The account of the sender at this place: not its nick, which who has no account could not take. */
export const accountOf = (place: number): string => `sender${place}`;
// Every second one: neighbours are written to in different ways.
const isCapable = (place: number): boolean => place % 2 === 1;
const CAPABILITIES = "server-time message-tags account-tag account-notify echo-message";

/** In the order they run, each on a server of its own. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "fan-out": (target, scale) =>
    saturate(target, whole(1000 * Math.min(1, scale)), {
      groupSize: whole(1000 * Math.min(1, scale)),
      senders: 5,
      to: "room",
      messagesEach: whole(480 * scale),
      bodyBytes: BODY_BYTES,
      window: 4,
    }),
  "fan-out with capabilities": (target, scale) =>
    saturate(
      target,
      whole(1000 * Math.min(1, scale)),
      {
        groupSize: whole(1000 * Math.min(1, scale)),
        senders: SENDERS,
        to: "room",
        messagesEach: whole(480 * scale),
        bodyBytes: BODY_BYTES,
        window: 4,
        hasEcho: isCapable,
      },
      (place) => ({
        ...(isCapable(place) && { capabilities: CAPABILITIES }),
        ...(place < SENDERS && { account: accountOf(place) }),
      }),
    ),
  channels: (target, scale) =>
    saturate(target, 10 * whole(100 * Math.min(1, scale)), {
      groupSize: 10,
      senders: 10,
      to: "room",
      messagesEach: whole(60 * scale),
      bodyBytes: BODY_BYTES,
      window: 2,
    }),
  "private messages": (target, scale) =>
    saturate(target, 2 * whole(250 * Math.min(1, scale)), {
      groupSize: 2,
      senders: 2,
      to: "partner",
      messagesEach: whole(600 * scale),
      bodyBytes: BODY_BYTES,
      window: 4,
    }),
  connect,
  idle,
  latency,
  rehash,
};

/** As many messages as the server takes. */
async function saturate(target: Target, clients: number, plan: Plan, asks?: Asks): Promise<Measured> {
  return withCrowd(target, async (crowd) => {
    await crowd.grow(clients, asks);
    if (plan.to === "room") await crowd.joinGroups(plan.groupSize);
    await crowd.settle();
    await new Traffic(crowd.members, { ...plan, messagesEach: whole(plan.messagesEach / 8) }).run();
    const meter = new Meter(target.pid);
    const traffic = new Traffic(crowd.members, plan);
    const { deliveries } = await traffic.run();
    return {
      figures: meter.figures(["delivery", "deliveries"], deliveries),
      faults: astray(await traffic.fence()),
    };
  });
}

async function connect(target: Target, scale: number): Promise<Measured> {
  return withCrowd(target, async (crowd) => {
    const clients = whole(2000 * scale);
    const meter = new Meter(target.pid);
    await crowd.grow(clients);
    return { figures: meter.figures(["registration", "registrations"], clients), faults: 0 };
  });
}

async function idle(target: Target, scale: number): Promise<Measured> {
  return withCrowd(target, async (crowd) => {
    const clients = whole(5000 * scale);
    const before = usageOf(target.pid);
    await crowd.grow(clients);
    await crowd.joinGroups(100);
    // Sockets and pages settle; what is left is what an idle client keeps.
    await pause(2000);
    const grown = (usageOf(target.pid)?.residentKiB ?? Number.NaN) - (before?.residentKiB ?? Number.NaN);
    return { figures: { clients, "KiB per idle client": grown / clients }, faults: 0 };
  });
}

/** A quiet channel: how long a message is on its way, the load's own reading included. */
async function latency(target: Target, scale: number): Promise<Measured> {
  return withCrowd(target, async (crowd) => {
    const plan: Plan = {
      groupSize: 200,
      senders: 1,
      to: "room",
      messagesEach: whole(1000 * scale),
      bodyBytes: BODY_BYTES,
      perSecond: 50,
    };
    await crowd.grow(plan.groupSize);
    await crowd.joinGroups(plan.groupSize);
    await new Traffic(crowd.members, { ...plan, messagesEach: 25 }).run();
    const traffic = new Traffic(crowd.members, plan);
    const { latencies } = await traffic.run();
    return { figures: percentiles(latencies), faults: astray(await traffic.fence()) };
  });
}

/**
 * An operator has the configuration read again and again, with people in many channels: for how long the event loop is
 * busy with it, as the longest that somebody else waits for an answer. What is said afterwards must arrive as before.
 */
async function rehash(target: Target, scale: number): Promise<Measured> {
  return withCrowd(target, async (crowd) => {
    const channels = whole(1000 * scale);
    await crowd.grow(2 * channels);
    await crowd.joinGroups(2);
    await crowd.settle();
    const [operator, prober] = [await crowd.guest("operator"), await crowd.guest("prober")];
    await ask(operator, `OPER ${OPERATOR} ${PASSWORD}\r\n`, ["381"]);
    const quiet = await longestAnswer(prober, pause(4000));
    const busy = await longestAnswer(prober, rehashes(operator));
    const plan: Plan = { groupSize: 2, senders: 1, to: "room", messagesEach: 4, bodyBytes: BODY_BYTES };
    const traffic = new Traffic(crowd.members, { ...plan, window: 1 });
    await traffic.run();
    return {
      figures: { channels, "longest answer, ms": quiet, "longest answer during rehashes, ms": busy },
      faults: astray(await traffic.fence()),
    };
  });
}

async function rehashes(operator: Connection): Promise<void> {
  for (let times = 0; times < 20; times++) {
    // What tells operators that it is done.
    await ask(operator, "REHASH\r\n", ["NOTICE"]);
    await pause(100);
  }
}

/** The longest of the answers to one PING after the other, in ms, until something is over. */
async function longestAnswer(prober: Connection, work: Promise<unknown>): Promise<number> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  let longest = 0;
  while (!isOver) {
    const asked = performance.now();
    await ask(prober, "PING lag\r\n", ["PONG"]);
    longest = Math.max(longest, performance.now() - asked);
  }
  await over;
  return longest;
}

async function withCrowd(target: Target, measure: (crowd: Crowd) => Promise<Measured>): Promise<Measured> {
  const crowd = new Crowd(target);
  try {
    return await measure(crowd);
  } finally {
    crowd.leave();
  }
}

/** Takes the time and the CPU time of both processes from its making on. */
class Meter {
  readonly #pid: number;
  readonly #server: Usage | undefined;
  readonly #own = process.cpuUsage();
  readonly #start = performance.now();

  constructor(pid: number) {
    this.#pid = pid;
    this.#server = usageOf(pid);
  }

  figures([unit, units]: readonly [string, string], count: number): Record<string, number> {
    const seconds = (performance.now() - this.#start) / 1000;
    const cpu = (usageOf(this.#pid)?.cpuSeconds ?? Number.NaN) - (this.#server?.cpuSeconds ?? Number.NaN);
    const own = process.cpuUsage(this.#own);
    return {
      [`server CPU µs per ${unit}`]: (cpu * 1e6) / count,
      [`${units} per second`]: count / seconds,
      "server CPU share": cpu / seconds,
      "load CPU share": (own.user + own.system) / 1e6 / seconds,
    };
  }
}

function whole(value: number): number {
  return Math.max(1, Math.round(value));
}
