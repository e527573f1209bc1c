import type { Connection } from "../net/transport.ts";
import type { Codec } from "./codec.ts";
import { chunkOf } from "./outbox.ts";
import type { Scheduled, TimerWheel } from "./timer-wheel.ts";

/** What it takes to say why and to hang up. */
interface Doorkeeper {
  readonly wheel: TimerWheel;
  readonly facts: { readonly name: string };
  now(): number;
}

// How long one who is turned away may take to read why.
const patienceMs = 1000;

/** Tells a client in one line why it may not come in, and closes. */
export function turnAway(connection: Connection, codec: Codec, reason: string, door: Doorkeeper): void {
  const farewell = `Closing Link: ${connection.address} (${reason})`;
  const line = codec.say(door.facts.name, "ERROR", [farewell]);
  const { text, bytes } = chunkOf(line ?? "");
  connection.write(text, bytes === text.length);
  connection.end();
  door.wheel.schedule(new HangUp(connection), door.now() + patienceMs);
}

class HangUp implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  due(): undefined {
    this.#connection.destroy();
  }
}
