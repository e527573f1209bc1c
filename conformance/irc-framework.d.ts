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
    readonly encoding?: string;
    readonly version?: string | null;
  }

  export class Client extends EventEmitter {
    constructor(options?: Partial<ClientOptions>);
    connect(options?: ClientOptions): void;
    raw(...parameters: string[]): void;
    rawString(line: string): string;
    say(target: string, message: string): void;
    join(channel: string, key?: string): void;
    part(channel: string, reason?: string): void;
    setTopic(channel: string, topic: string): void;
    changeNick(nick: string): void;
    whois(nick: string): void;
    quit(reason?: string): void;
  }
}
