// What a client is sent, as the specifications let it be read: the order of tags means nothing, nor does it matter
// what a batch or a message is called. Whatever is no well-formed line, tag or batch throws.

/** One line, taken apart. */
export interface SeenLine {
  readonly tags: ReadonlyMap<string, string>;
  readonly source: string;
  readonly command: string;
  readonly params: readonly string[];
}

// RFC 1459 2.3.1, and message-tags.md, "Format".
const lineForm = /^(?:@(\S+) )?(?::(\S+) )?([A-Z]+|\d{3})((?: [^: ]\S*)*)(?: :(.*))?$/;
const keyForm = /^\+?(?:[a-z0-9.-]+\/)?[A-Za-z0-9-]+$/;

/** Takes a line apart, tags as they stand in it. */
export function seenLine(raw: string): SeenLine {
  const [, tags = "", source = "", command, middle = "", last] = lineForm.exec(raw) ?? [];
  if (command === undefined) throw new Error(`this is no line of IRC: ${raw}`);
  const params = middle.split(" ").slice(1);
  return {
    tags: seenTags(tags, raw),
    source,
    command,
    params: last === undefined ? params : [...params, last],
  };
}

function seenTags(text: string, raw: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const tag of text === "" ? [] : text.split(";")) {
    const [key = "", ...value] = tag.split("=");
    // "Individual tag keys MUST only be used a maximum of once per message."
    if (!keyForm.test(key) || tags.has(key)) throw new Error(`the tags are not well-formed: ${raw}`);
    // "Any server-sent tags attached to messages MUST be included before client-only tags".
    if (!key.startsWith("+") && [...tags.keys()].some((before) => before.startsWith("+"))) {
      throw new Error(`a tag of the server stands behind one of a client: ${raw}`);
    }
    tags.set(key, value.join("="));
  }
  return tags;
}

/** The lines, comparable: tags sorted, batches called by their number, message ids by a star. */
export function seen(lines: readonly string[]): readonly string[] {
  const batches = new Batches();
  const written = lines.map((raw) => {
    const line = batches.read(seenLine(raw), raw);
    return writeLine(line);
  });
  if (batches.open > 0) throw new Error(`a batch was left open: ${lines.join("\n")}`);
  // How many lines a list needs is not for this to say.
  return written.filter((line, at) => !/^\S+ 353$/.test(line) || line !== written[at - 1]);
}

/** A line as `seen` shows it; a numeric without what it says. */
export function writeLine({ tags, source, command, params }: SeenLine): string {
  const words = [...tags].map(([key, value]) => (value === "" ? key : `${key}=${value}`)).sort();
  const head = words.length === 0 ? "" : `@${words.join(";")} `;
  if (/^\d/.test(command)) return `${head}${source} ${command}`;
  const middle = params.slice(0, -1).map((param) => ` ${param}`);
  const last = params.length === 0 ? "" : ` :${params.at(-1)}`;
  return `${head}${source} ${command}${middle.join("")}${last}`;
}

/** Follows the batches of one client: batch.md. */
export class Batches {
  readonly #names = new Map<string, string>();
  readonly #around = new Map<string, string | undefined>();
  #opened = 0;

  get open(): number {
    return this.#around.size;
  }

  read(line: SeenLine, raw: string): SeenLine {
    const tags = new Map(line.tags);
    const within = tags.get("batch");
    if (within !== undefined) {
      // Messages before start and after end of a batch MUST NOT refer to that batch.
      if (!this.#around.has(within)) throw new Error(`there is no such batch: ${raw}`);
      tags.set("batch", this.#names.get(within) ?? "");
    }
    // message-ids.md: no colon first, no SPACE, CR or LF.
    if (/^(?!:)\S+$/.test(tags.get("msgid") ?? "")) tags.set("msgid", "*");
    if (line.command !== "BATCH") return { ...line, tags };
    return { ...line, ...this.#frame(line, raw), tags };
  }

  #frame({ tags, source, params: [signed = "", ...others] }: SeenLine, raw: string) {
    const [sign, ref] = [signed[0], signed.slice(1)];
    // "Reference tag MUST contain only ASCII letters, numbers, and/or hyphen".
    if (!/^[A-Za-z0-9-]+$/.test(ref)) throw new Error(`no batch can be called this: ${raw}`);
    if (sign === "+") {
      if (this.#around.has(ref)) throw new Error(`there is such a batch already: ${raw}`);
      this.#opened += 1;
      this.#names.set(ref, `<${this.#opened}>`);
      this.#around.set(ref, tags.get("batch"));
      return { source, params: [`+${this.#names.get(ref)}`, ...others] };
    }
    // Start and end refer to the same batch around them, or to none.
    if (!this.#around.has(ref) || this.#around.get(ref) !== tags.get("batch"))
      throw new Error(`a batch does not end as it began: ${raw}`);
    this.#around.delete(ref);
    // Examples have the end with a source and without.
    return { source: "*", params: [`-${this.#names.get(ref)}`] };
  }
}

/** The bytes as they are, but for what is one receiver's or one message's own: nick, batch and message id. */
export function anonymous(lines: readonly string[]): readonly string[] {
  const refs = new Map<string, string>();
  const nameOf = (ref: string) => {
    const name = refs.get(ref) ?? `<${refs.size + 1}>`;
    refs.set(ref, name);
    return name;
  };
  return lines.map((line) =>
    line
      .replace(/\br\d{3}\b/gi, "me")
      .replace(/(?<=[@;]msgid=)[^; ]+/, "*")
      .replace(/(?<=[@;]batch=)[^; ]+/, nameOf)
      .replace(/(?<=^(?:@\S+ )?(?::\S+ )?BATCH [+-])\S+/, nameOf),
  );
}
