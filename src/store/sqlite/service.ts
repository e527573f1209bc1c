import type { MessagePort } from "node:worker_threads";
import { invoke, writeBatch } from "./batch.ts";
import type { ConnectionSettings } from "./connection.ts";
import { type Database, openDatabase } from "./database.ts";
import { storeErrorFrom } from "./sqlite-errors.ts";
import { type Answer, type Letter, type Order, wireError } from "./wire.ts";

/** Answers letters from the event loop, one after the other. */
export async function serve(port: MessagePort, settings: ConnectionSettings): Promise<void> {
  const database = await answered(port, 0, () => openDatabase(settings));
  if (!database) return port.close();
  let tail: Promise<unknown> = Promise.resolve();
  port.on("message", ({ number, order }: Letter) => {
    tail = tail.then(() => answered(port, number, () => carryOut(database, order), true));
    if (order.type === "close") tail = tail.then(() => port.close());
  });
}

async function carryOut({ connection, areas, db }: Database, order: Order): Promise<unknown> {
  switch (order.type) {
    case "read":
      return invoke(areas, order.call);
    case "write":
      return writeBatch(connection, areas, order.calls);
    case "copy":
      return connection.copyTo(order.file);
    case "close":
      return db.destroy();
  }
}

async function answered<T>(
  port: MessagePort,
  number: number,
  work: () => Promise<T>,
  withValue = false,
): Promise<T | undefined> {
  try {
    const value = await work();
    port.postMessage({
      number,
      outcome: { ok: true, value: withValue ? value : undefined },
    } satisfies Answer);
    return value;
  } catch (cause) {
    const error = wireError(storeErrorFrom(cause));
    port.postMessage({ number, outcome: { ok: false, error } } satisfies Answer);
    return undefined;
  }
}
