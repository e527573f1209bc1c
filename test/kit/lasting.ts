import type { ConfigInput } from "../../src/config/schema.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import type { AccountKey } from "../../src/world/account.ts";
import type { TestClient } from "./client.ts";
import { logIn } from "./log-in.ts";
import { TestNetwork } from "./network.ts";

/** What a client asks for that reads history in full. */
export const readerCaps =
  "batch server-time message-tags echo-message draft/chathistory draft/message-redaction";

/** A network that keeps what is said in a store, which another one may go on with. */
export class LastingNetwork extends TestNetwork {
  constructor(
    config: ConfigInput = {},
    store = memoryStore(),
    rim: { epoch?: string; lastSeq?: number } = {},
  ) {
    super({ unlimited: true, ...config }, { store, lasts: true, ...rim });
  }

  /** The server after this one, on the same store: nobody is there any more, and what is kept is known. */
  async restarted(config: ConfigInput = {}): Promise<LastingNetwork> {
    await this.node.finish();
    const lastSeq = await this.store.messages.cursor();
    const next = new LastingNetwork({ ...this.config, ...config }, this.store, { epoch: "u", lastSeq });
    next.now = this.now + 1000;
    return next;
  }

  /** The network learns that an account is gone, as when it is erased. */
  forget(account: string): void {
    const facts = [{ type: "account-removed", account: account as AccountKey }] as const;
    this.node.log.append(
      { node: "irc.test", epoch: "t", session: undefined, line: 0 },
      { type: "recorded", facts },
    );
  }

  /** A client that is logged in, if an account is named, with nothing left to read. */
  reader(nick: string, account?: string, caps = readerCaps): TestClient {
    const client = this.connect(nick, { caps });
    if (account !== undefined) logIn(this, client, account);
    client.read();
    return client;
  }
}
