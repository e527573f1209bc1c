import { performance } from "node:perf_hooks";
import type { Connection } from "./connection.ts";
import { answersPing, roomOf } from "./crowd.ts";

const SENDER_DIGITS = 5;
const NUMBER_DIGITS = 8;
const STALLED_MS = 10_000;
const WATCH_MS = 500;
const STEP_MS = 10;

/** Who sends how much to whom. */
export interface Plan {
  /** Members of a group are neighbours in the crowd. */
  readonly groupSize: number;
  /** So many of each group send. */
  readonly senders: number;
  /** To the group's room, or to the one other of a group of two. */
  readonly to: "room" | "partner";
  readonly messagesEach: number;
  readonly bodyBytes: number;
  /** Messages each sender has under way at most, or how many a second it sends. */
  readonly window?: number;
  readonly perSecond?: number;
  /** Whether the member at this place gets its own messages back. */
  readonly hasEcho?: (place: number) => boolean;
}

/** What arrived, and what should have and did not. */
export interface Arrived {
  readonly deliveries: number;
  readonly lost: number;
  readonly repeatedOrReordered: number;
  readonly wrong: number;
  /** Milliseconds from sending to receiving, of each delivery; only kept where a pace was given. */
  readonly latencies: Float64Array;
}

/** One run of messages: every one is numbered, and each receiver counts what it gets of each sender. */
export class Traffic {
  readonly #members: readonly Connection[];
  readonly #plan: Plan;
  readonly #expected: Uint32Array;
  readonly #receipts: Uint32Array;
  readonly #sentAt: Float64Array;
  readonly #sent: Uint32Array;
  readonly #total: number;
  readonly #enough: number;
  readonly #latencies: Float64Array;
  #deliveries = 0;
  #disorder = 0;
  #wrong = 0;
  #fenced = 0;
  #done: () => void = () => {};
  #allFenced: () => void = () => {};

  constructor(members: readonly Connection[], plan: Plan) {
    const { groupSize, messagesEach } = plan;
    const senders = [...members.keys()].filter((place) => place % groupSize < plan.senders);
    const echoes = senders.filter((place) => plan.hasEcho?.(place)).length;
    this.#members = members;
    this.#plan = plan;
    this.#expected = new Uint32Array(members.length * groupSize);
    this.#receipts = new Uint32Array(members.length * messagesEach);
    this.#sentAt = new Float64Array(members.length * messagesEach);
    this.#sent = new Uint32Array(members.length);
    this.#total = messagesEach * (senders.length * (groupSize - 1) + echoes);
    // Credit comes back with half of the receivers, so that nobody far behind holds up the sender.
    this.#enough = Math.ceil((groupSize - 1) / 2);
    this.#latencies = new Float64Array(plan.perSecond === undefined ? 0 : this.#total);
  }

  /** Sends everything and returns when it has arrived, or when nothing more comes. */
  async run(): Promise<Arrived> {
    const arrived = new Promise<void>((resolve) => {
      this.#done = resolve;
    });
    const gone = this.#listen();
    const stop = this.#start();
    try {
      await Promise.race([arrived, gone, this.#stalled(arrived)]);
    } finally {
      stop();
    }
    return this.#arrived();
  }

  /** Waits for what may still come after the last message that was due: a repeated one. */
  async fence(): Promise<Arrived> {
    const fenced = new Promise<void>((resolve) => {
      this.#allFenced = resolve;
    });
    for (const member of this.#members) member.send("PING fence\r\n");
    await Promise.race([fenced, this.#stalled(fenced)]);
    return this.#arrived();
  }

  /** Takes every member's lines; rejects when one of them is disconnected. */
  #listen(): Promise<never> {
    this.#members.forEach((member, place) => {
      member.onLine = this.#receiver(member, place);
    });
    return new Promise((_, reject) => {
      for (const member of this.#members) {
        member.onEnd = (reason) => reject(new Error(`${member.nick} was disconnected: ${reason}`));
      }
    });
  }

  #start(): () => void {
    const { window = 0, perSecond } = this.#plan;
    const senders = [...this.#members.keys()].filter((at) => at % this.#plan.groupSize < this.#plan.senders);
    const sendAll = (): void => {
      for (const sender of senders) this.#send(sender);
    };
    if (perSecond === undefined) {
      for (let round = 0; round < window; round++) sendAll();
      return () => {};
    }
    // Not all at one moment: a crowd does not speak in chorus.
    const turns = Math.max(1, Math.floor(1000 / perSecond / STEP_MS));
    let turn = 0;
    const timer = setInterval(
      () => {
        for (let at = turn; at < senders.length; at += turns) this.#send(senders[at] ?? 0);
        turn = (turn + 1) % turns;
      },
      1000 / perSecond / turns,
    );
    return () => clearInterval(timer);
  }

  #send(sender: number): void {
    const number = this.#sent[sender] ?? 0;
    if (number >= this.#plan.messagesEach) return;
    this.#sent[sender] = number + 1;
    this.#sentAt[sender * this.#plan.messagesEach + number] = performance.now();
    const tail = digits(sender, SENDER_DIGITS) + digits(number, NUMBER_DIGITS);
    this.#members[sender]?.send(`PRIVMSG ${this.#target(sender)} :${this.#padding()}${tail}\r\n`);
  }

  #target(sender: number): string {
    if (this.#plan.to === "room") return roomOf(sender, this.#plan.groupSize);
    return this.#members[sender ^ 1]?.nick ?? "";
  }

  #padding(): string {
    return "x".repeat(this.#plan.bodyBytes - SENDER_DIGITS - NUMBER_DIGITS);
  }

  /** Takes the lines of one member. It reads the numbers from the end of the line, and makes no string. */
  #receiver(member: Connection, place: number): Connection["onLine"] {
    const target = this.#plan.to === "room" ? roomOf(place, this.#plan.groupSize) : member.nick;
    const wanted = Buffer.from(` PRIVMSG ${target} :${this.#padding()}`, "latin1");
    return (chunk, from, to) => {
      const numberAt = to - NUMBER_DIGITS;
      const senderAt = numberAt - SENDER_DIGITS;
      const wantedAt = senderAt - wanted.length;
      if (wantedAt > from && chunk.compare(wanted, 0, wanted.length, wantedAt, senderAt) === 0) {
        this.#take(place, read(chunk, senderAt, numberAt), read(chunk, numberAt, to));
      } else if (!answersPing(member, chunk, from, to)) this.#takeOther(chunk.toString("latin1", from, to));
    };
  }

  #takeOther(line: string): void {
    if (line.split(" ", 2)[1] !== "PONG") this.#wrong += 1;
    else if (++this.#fenced === this.#members.length) this.#allFenced();
  }

  #take(receiver: number, sender: number, number: number): void {
    const { groupSize, messagesEach } = this.#plan;
    const slot = sender - (receiver - (receiver % groupSize));
    // A sender of another group, or a message nobody has sent yet.
    if (!(slot >= 0 && slot < groupSize) || number >= (this.#sent[sender] ?? 0)) {
      this.#wrong += 1;
      return;
    }
    const place = receiver * groupSize + slot;
    if (this.#expected[place] !== number) this.#disorder += 1;
    this.#expected[place] = number + 1;
    this.#count(sender, sender * messagesEach + number);
  }

  #count(sender: number, message: number): void {
    if (this.#latencies.length > 0) {
      this.#latencies[this.#deliveries] = performance.now() - (this.#sentAt[message] ?? 0);
    }
    this.#deliveries += 1;
    const receipts = (this.#receipts[message] ?? 0) + 1;
    this.#receipts[message] = receipts;
    if (receipts === this.#enough && this.#plan.perSecond === undefined) this.#send(sender);
    if (this.#deliveries === this.#total) this.#done();
  }

  /** Returns when nothing has arrived for a while. */
  async #stalled(finished: Promise<void>): Promise<void> {
    let last = -1;
    await new Promise<void>((resolve) => {
      let since = performance.now();
      const timer = setInterval(() => {
        if (this.#deliveries !== last) since = performance.now();
        last = this.#deliveries;
        if (performance.now() - since > STALLED_MS) resolve();
      }, WATCH_MS);
      const clear = (): void => {
        clearInterval(timer);
        resolve();
      };
      finished.then(clear, clear);
    });
  }

  #arrived(): Arrived {
    return {
      deliveries: this.#deliveries,
      lost: Math.max(0, this.#total - this.#deliveries),
      repeatedOrReordered: this.#disorder,
      wrong: this.#wrong,
      latencies: this.#latencies.subarray(0, this.#deliveries),
    };
  }
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, "0");
}

function read(chunk: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + (chunk[at] ?? 0) - 48;
  return value;
}
