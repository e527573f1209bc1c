import { MemoryClient, type MemoryClientOptions } from "../../src/testing/memory-client.ts";

/** What kind of client it is. */
export interface TestClientOptions extends MemoryClientOptions {
  readonly address?: string;
}

/** One client of a test network: what it sends is handled at once, what it gets can be read. */
export class TestClient extends MemoryClient {
  /** Sends lines and reads what came of it. */
  ask(...lines: readonly string[]): string[] {
    this.read();
    this.send(...lines);
    return this.read();
  }

  /** As `ask`, for commands that work a while before they answer: a PONG fences what came of them. */
  async answer(...lines: readonly string[]): Promise<string[]> {
    this.read();
    this.send(...lines, "PING fence");
    const fence = `:${this.session.node.name} PONG ${this.session.node.name} :fence`;
    const came: string[] = [];
    while (!came.includes(fence)) {
      if (this.ended) return came;
      await new Promise<void>((resolve) => setImmediate(resolve));
      came.push(...this.read());
    }
    return came.filter((line) => line !== fence);
  }

  /** The numerics among the lines that lines bring, as `403 #x :No such channel` without source and nick. */
  numerics(...lines: readonly string[]): string[] {
    return this.ask(...lines)
      .map((line) => /^:\S+ (\d{3}) \S+ ?(.*)$/.exec(line))
      .flatMap((found) => (found ? [`${found[1]} ${found[2]}`] : []));
  }
}
