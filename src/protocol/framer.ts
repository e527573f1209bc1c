export type FramedLine = string | { readonly problem: "too-long" | "bare-cr" | "invalid-utf8" | "nul" };
export class LineFramer {
  #lines: string[] = [];
  #rest = "";
  constructor(_o: { utf8Only: boolean }) {}
  push(chunk: Uint8Array): void {
    const parts = (this.#rest + Buffer.from(chunk).toString("utf8")).split(/\r?\n/);
    this.#rest = parts.pop() ?? "";
    this.#lines.push(...parts);
  }
  next(): FramedLine | undefined {
    return this.#lines.shift();
  }
  get buffered(): number {
    return this.#rest.length;
  }
}
