import { describe, expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import type { MessageStore } from "../../src/store/port/messages.ts";
import { type Store, StoreError } from "../../src/store/store.ts";
import { LastingNetwork } from "../kit/lasting.ts";
import { saidBy } from "../kit/said-by.ts";

/** A store whose pages are given through `read`. */
function readThrough(
  read: (page: () => ReturnType<MessageStore["page"]>) => ReturnType<MessageStore["page"]>,
): Store {
  const store = memoryStore();
  const page: MessageStore["page"] = (...asked) => read(() => store.messages.page(...asked));
  const messages = new Proxy(store.messages, {
    get: (target, name) => {
      const found: unknown = name === "page" ? page : Reflect.get(target, name);
      return typeof found === "function" ? found.bind(target) : found;
    },
  });
  return { ...store, messages };
}

/** What is shown on joining, as its words. */
function words(lines: readonly string[]): string[] {
  return lines.flatMap((line) => / PRIVMSG \S+ :(.*)$/.exec(line)?.[1] ?? []);
}

const shown = { lines: 2, onJoin: 4 };

/** A channel in which five things were said, of which memory holds two. */
function spoken(store: Store = memoryStore()) {
  const network = new LastingNetwork({ history: shown }, store);
  const alice = network.reader("alice");
  alice.ask("JOIN #a");
  for (const text of ["one", "two", "three", "four", "five"]) {
    network.now += 1000;
    alice.ask(`PRIVMSG #a :${text}`);
  }
  return { network, alice };
}

const caps = "batch server-time";

describe("on joining more is shown than memory holds", () => {
  test("and comes from the store", async () => {
    const { network } = spoken();
    const bob = network.connect("bob", { caps });
    expect(words(await bob.answer("JOIN #a"))).toEqual(["two", "three", "four", "five"]);
  });

  test("of each channel, before the next line of the client is answered", async () => {
    const { network, alice } = spoken();
    alice.ask("JOIN #b");
    for (const text of ["six", "seven", "eight"]) alice.ask(`PRIVMSG #b :${text}`);
    const bob = network.connect("bob", { caps });
    const all = ["two", "three", "four", "five", "six", "seven", "eight"];
    expect(words(await bob.answer("JOIN #a,#b"))).toEqual(all);
  });

  test("and who joins is told when the store cannot be read, and goes on", async () => {
    const refusal = async () => Promise.reject(new StoreError("UNAVAILABLE", "the store is gone"));
    const { network } = spoken(readThrough(refusal));
    const bob = network.connect("bob", { caps });
    const lines = await bob.answer("JOIN #a");
    expect(lines.filter((line) => line.includes(" 400 "))).toHaveLength(1);
    expect(await bob.answer("PING on")).toEqual([":irc.test PONG irc.test :on"]);
  });
});

describe("memory is filled by who joins first after a restart", () => {
  /** The channel of `spoken` after a restart, with a keeper in it as if it were registered. */
  async function again(read: Parameters<typeof readThrough>[0]) {
    const { network } = spoken(readThrough(read));
    const next = await network.restarted({ history: { lines: 10, onJoin: 4 } });
    const keeper = next.reader("keeper");
    keeper.ask("JOIN #a");
    await next.node.load();
    return { next, keeper };
  }

  test("or by the next one, where the store could not be read", async () => {
    let isDown = false;
    const { next } = await again((page) =>
      isDown ? Promise.reject(new StoreError("UNAVAILABLE", "the store is gone")) : page(),
    );
    isDown = true;
    await next.connect("bob", { caps }).answer("JOIN #a");
    isDown = false;
    const carol = next.connect("carol", { caps });
    expect(words(await carol.answer("JOIN #a"))).toEqual(["two", "three", "four", "five"]);
    isDown = true;
    const dave = next.connect("dave", { caps });
    expect(words(await dave.answer("JOIN #a"))).toEqual(["two", "three", "four", "five"]);
  });

  test("under the name the channel has by then", async () => {
    const { next, keeper } = await again((page) => page());
    keeper.ask("RENAME #a #b");
    const bob = next.connect("bob", { caps });
    expect(words(await bob.answer("JOIN #b"))).toEqual(["two", "three", "four", "five"]);
    // In memory now: the store is not asked any more.
    const carol = next.connect("carol", { caps });
    expect(words(carol.ask("JOIN #b"))).toEqual(["two", "three", "four", "five"]);
  });

  test("but for what is taken back meanwhile", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isHolding = false;
    const { next, keeper } = await again(async (page) => {
      const found = await page();
      if (isHolding) await held;
      return found;
    });
    const [, oldest] = (
      await keeper.answer(
        "CHATHISTORY BETWEEN #a timestamp=2000-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z 2",
      )
    ).flatMap((line) => /msgid=([^; ]+).* PRIVMSG/.exec(line)?.[1] ?? []);
    isHolding = true;
    const bob = next.connect("bob", { caps });
    bob.send("JOIN #a");
    await keeper.answer(`REDACT #a ${oldest}`);
    isHolding = false;
    release();
    await bob.answer("PING x");
    // So many others that nobody remembers which they were.
    for (let count = 0; count <= 1000; count += 1) {
      keeper.ask(`REDACT #a ${saidBy(keeper, "PRIVMSG #a :noise")}`);
    }
    expect(words(await keeper.answer("CHATHISTORY LATEST #a * 4"))).not.toContain("two");
  });
});
