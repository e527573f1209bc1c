import type { MessagePort } from "node:worker_threads";
import { invoke, writeBatch } from "./batch.ts";
import { type Database, openDatabase } from "./database.ts";
import { storeErrorFrom } from "./sqlite-errors.ts";
import { type Answer, type Letter, type Order, type Outcome, wireError } from "./wire.ts";

/** Answers letters from the event loop, one after the other. */
export function serve(port: MessagePort): void {
  const service = new Service();
  let tail = Promise.resolve();
  port.on("message", ({ number, order }: Letter) => {
    tail = tail.then(async () => {
      const outcome = await service.outcome(order);
      port.postMessage({ number, outcome } satisfies Answer);
      if (order.type === "close") port.close();
    });
  });
}

class Service {
  #database: Database | undefined;

  async outcome(order: Order): Promise<Outcome> {
    try {
      return { ok: true, value: await this.#carryOut(order) };
    } catch (cause) {
      return { ok: false, error: wireError(storeErrorFrom(cause)) };
    }
  }

  async #carryOut(order: Order): Promise<unknown> {
    if (order.type === "open") {
      this.#database = await openDatabase(order.settings);
      return undefined;
    }
    if (order.type === "close") return this.#database?.db.destroy();
    if (!this.#database) throw new Error("nothing is open");
    const { connection, areas } = this.#database;
    switch (order.type) {
      case "read":
        return invoke(areas, order.call);
      case "write":
        return writeBatch(connection, areas, order.calls);
      case "copy":
        return connection.copyTo(order.file);
    }
  }
}
