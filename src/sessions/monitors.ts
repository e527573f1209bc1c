import type { MonitorList } from "../commands/client.ts";
import type { FoldedNick, Names } from "../protocol/names.ts";
import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import type { Identity } from "../world/identity.ts";
import type { Session } from "./session.ts";

/** Who of this node's sessions waits for which nick: monitor.md. */
export class Monitors {
  readonly #names: () => Names;
  readonly #watching = new Map<FoldedNick, Set<Session>>();

  /** `names` are the rules of the network, once it has some. */
  constructor(names: () => Names) {
    this.#names = names;
  }

  /** The list of a session, as commands use it. */
  listOf(session: Session): MonitorList {
    return {
      get size() {
        return session.monitored?.size ?? 0;
      },
      nicks: () => [...(session.monitored?.values() ?? [])],
      has: (nick) => session.monitored?.has(this.#names().foldNick(nick)) ?? false,
      add: (nick) => this.#add(session, nick),
      remove: (nick) => this.#remove(session, this.#names().foldNick(nick)),
      clear: () => this.forget(session),
    };
  }

  /** The sessions that watch a nick. */
  of(nick: string): Iterable<Session> {
    return this.#watching.get(this.#names().foldNick(nick)) ?? [];
  }

  /** Somebody has come, under this nick. */
  online({ nick, prefix }: Identity): void {
    for (const session of this.of(nick)) session.reply(reply("RPL_MONONLINE", { targets: prefix }));
  }

  /** Somebody has left the nick. */
  offline({ nick }: Identity): void {
    for (const session of this.of(nick)) session.reply(reply("RPL_MONOFFLINE", { targets: nick }));
  }

  /** Somebody has another nick; false if it is another spelling of the same, which is no news. */
  renamed(before: Identity, after: Identity): boolean {
    const { foldNick } = this.#names();
    if (foldNick(before.nick) === foldNick(after.nick)) return false;
    this.offline(before);
    this.online(after);
    return true;
  }

  /** The session watches nobody any more. */
  forget(session: Session): void {
    for (const folded of [...(session.monitored?.keys() ?? [])]) this.#remove(session, folded);
  }

  #add(session: Session, wanted: string): void {
    // Not a slice of its line: a list of nicks would keep as many lines alive.
    const nick = ownCopy(wanted);
    const folded = this.#names().foldNick(nick);
    session.monitored ??= new Map();
    session.monitored.set(folded, nick);
    const watching = this.#watching.get(folded) ?? new Set();
    this.#watching.set(folded, watching.add(session));
  }

  #remove(session: Session, folded: FoldedNick): void {
    session.monitored?.delete(folded);
    const watching = this.#watching.get(folded);
    watching?.delete(session);
    if (watching?.size === 0) this.#watching.delete(folded);
  }
}
