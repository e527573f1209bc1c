import type { Channel } from "../world/channel.ts";
import type { SessionId } from "../world/ids.ts";

/** What a client has said of itself before it is registered. */
export interface Registration {
  nick: string | undefined;
  username: string | undefined;
  realname: string;
  password: string | undefined;
  /** True between CAP LS or REQ and CAP END: registration waits. */
  negotiating: boolean;
}

/** A session on this node, as commands use it. */
export interface Client {
  readonly id: SessionId;
  /** The nick the client is addressed by: `*` before it has one. */
  readonly nick: string;
  /** The address as text, normalised. */
  readonly address: string;
  readonly tls: boolean;
  /** `undefined` once the session is registered. */
  readonly registration: Registration | undefined;
  /** Names of the capabilities in force. */
  readonly capabilities: ReadonlySet<string>;
  /** The version of CAP LS the client speaks; 0 before it said. */
  capVersion: number;
  /** Puts capabilities in force and out of it. */
  setCapabilities(on: readonly string[], off: readonly string[]): void;
  /** When the client last spoke in a channel or joined one: the room a word without target goes to. */
  currentRoom: string | undefined;
  /** Shows what was said in a channel just joined, as much as is configured. */
  recall(channel: Channel): void;
  /** Ends the session: an ERROR line with the reason, then the connection. */
  end(reason: string): void;
  /** The client answered a PING. */
  ponged(): void;
}
