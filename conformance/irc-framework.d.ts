// irc-framework ships no types; this is the part of it that is used here.
declare module "irc-framework" {
  import type { EventEmitter } from "node:events";

  export interface ClientOptions {
    readonly host: string;
    readonly port: number;
    readonly nick: string;
    readonly username?: string;
    readonly gecos?: string;
    readonly auto_reconnect?: boolean;
    readonly auto_reconnect_max_wait?: number;
    readonly auto_reconnect_max_retries?: number;
    readonly tls?: boolean;
    readonly rejectUnauthorized?: boolean;
    readonly password?: string;
    readonly encoding?: string;
    readonly version?: string | null;
    readonly transport?: unknown;
    readonly websocket_protocol?: string;
    readonly enable_chghost?: boolean;
    readonly enable_setname?: boolean;
    readonly enable_echomessage?: boolean;
    readonly account?: { readonly account?: string; readonly password?: string };
  }

  /** A message as it is written: tags and all. */
  export class Message {
    tags: Record<string, string>;
    constructor(command: string, ...parameters: readonly string[]);
  }

  export class Client extends EventEmitter {
    readonly user: { readonly nick: string };
    readonly network: {
      readonly name: string;
      readonly cap: { readonly enabled: readonly string[]; readonly requested: readonly string[] };
      supports(feature: string): unknown;
    };
    constructor(options?: Partial<ClientOptions>);
    connect(options?: ClientOptions): void;
    requestCap(capability: string | readonly string[]): void;
    raw(message: Message): void;
    raw(...parameters: string[]): void;
    rawString(line: string): string;
    say(target: string, message: string): void;
    notice(target: string, message: string): void;
    action(target: string, message: string): void;
    tagmsg(target: string, tags: Readonly<Record<string, string>>): void;
    join(channel: string, key?: string): void;
    part(channel: string, reason?: string): void;
    setTopic(channel: string, topic: string): void;
    clearTopic(channel: string): void;
    invite(channel: string, nick: string): void;
    mode(channel: string, mode: string, parameters?: string | readonly string[]): void;
    ban(channel: string, mask: string): void;
    unban(channel: string, mask: string): void;
    banlist(channel: string): void;
    changeNick(nick: string): void;
    whois(nick: string): void;
    addMonitor(nick: string): void;
    removeMonitor(nick: string): void;
    quit(reason?: string): void;
  }
}

declare module "irc-framework/src/transports/websocket.js" {
  const transport: unknown;
  export default transport;
}
