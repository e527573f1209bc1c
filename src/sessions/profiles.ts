import type { ClientCapability } from "../caps/capabilities.ts";
import type { TagMaker } from "../caps/event-tags.ts";
import { alteringCapabilities, renderings, tagMakers } from "../caps/renderings.ts";
import type { Codec } from "./codec.ts";
import type { Chunk } from "./outbox.ts";

/** One way to write one kind of change: all who have it see the same bytes. */
export class View {
  readonly codec: Codec;
  /** Those that alter this kind of change. */
  readonly capabilities: ReadonlySet<ClientCapability>;
  readonly tags: readonly TagMaker[];
  /** The number of the last change written this way, and what it was written as: see Courier. */
  mark = 0;
  chunk: Chunk | undefined = undefined;

  constructor(codec: Codec, capabilities: ReadonlySet<ClientCapability>) {
    this.codec = codec;
    this.capabilities = capabilities;
    this.tags = tagMakers(capabilities);
  }
}

/** How a client is written to: one object for all with the same codec and capabilities. */
export interface Profile {
  readonly codec: Codec;
  readonly capabilities: ReadonlySet<ClientCapability>;
  /** One for each rendering, at its place. */
  readonly views: readonly View[];
}

// A client that asks for ever other sets must not fill the memory: what is forgotten is made again.
const mostKept = 1024;

const none: ReadonlySet<ClientCapability> = new Set();

/** The profiles of the clients of one node. */
export class Profiles {
  readonly #profiles = new Map<string, Profile>();
  readonly #views = new Map<string, View>();

  /** The profile of these capabilities; left out: none. */
  of(codec: Codec, capabilities = none): Profile {
    const key = keyOf(codec, capabilities);
    const kept = this.#profiles.get(key);
    if (kept) return kept;
    if (this.#profiles.size >= mostKept) this.#profiles.clear();
    const profile = { codec, capabilities, views: this.#viewsOf(codec, capabilities) };
    this.#profiles.set(key, profile);
    return profile;
  }

  #viewsOf(codec: Codec, capabilities: ReadonlySet<ClientCapability>): readonly View[] {
    return renderings.map((rendering) => {
      const altering: readonly ClientCapability[] = alteringCapabilities[rendering];
      return this.#viewOf(codec, new Set(altering.filter((name) => capabilities.has(name))));
    });
  }

  // Of these there are few: at most so many as there are subsets of what alters any one kind.
  #viewOf(codec: Codec, capabilities: ReadonlySet<ClientCapability>): View {
    const key = keyOf(codec, capabilities);
    const view = this.#views.get(key) ?? new View(codec, capabilities);
    this.#views.set(key, view);
    return view;
  }
}

function keyOf({ name }: Codec, capabilities: ReadonlySet<ClientCapability>): string {
  return [name, ...[...capabilities].sort()].join(" ");
}
