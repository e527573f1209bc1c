import { isRefusal } from "../commands/args.ts";
import { writeAudit } from "../commands/audit.ts";
import { brokenCommand } from "../commands/command.ts";
import { configure } from "../commands/configure.ts";
import { admit } from "../commands/gate.ts";
import { leaveOthersNick } from "../commands/guest-nick.ts";
import { appoint, reviewOffices } from "../commands/office.ts";
import { recordFacts } from "../commands/record-facts.ts";
import { endStays, leave, logIn, loseNode, registerSession } from "../commands/register-session.ts";
import { returnToNetwork } from "../commands/return-to-network.ts";
import { runServerAct } from "../commands/server-act.ts";
import type { Commands } from "../commands/table.ts";
import type { ActRequest, Entry, LineRequest, Origin } from "../log/log.ts";
import type { Change } from "../world/changes.ts";
import { type Identity, serverIdentity } from "../world/identity.ts";
import { Snapshot } from "../world/snapshot.ts";
import type { SnapshotRecord } from "../world/snapshot-records.ts";
import { LineRefused } from "../world/verdicts.ts";
import type { World } from "../world/world.ts";
import type { EngineEffects, HomeClient } from "./effects.ts";
import { EntryRun } from "./entry-run.ts";

/** Runs each entry, in log order, through the same pure code: the handler checks, then commits changes. */
export class Engine<Home extends HomeClient = HomeClient> {
  readonly world: World;
  readonly #commands: Commands;
  readonly #effects: EngineEffects<Home>;
  readonly #servers = new Map<string, Identity>();
  #snapshot: Snapshot | undefined = undefined;

  constructor(world: World, commands: Commands, effects: EngineEffects<Home>) {
    this.world = world;
    this.#commands = commands;
    this.#effects = effects;
  }

  /** Applies an entry. Never throws: a broken handler loses its own step only. */
  apply(entry: Entry): void {
    const { world } = this;
    world.seq = entry.seq;
    if (world.endedEpochs.has(entry.origin.epoch)) return;
    // Time never runs backwards in log order.
    world.at = Math.max(entry.at, world.at);
    const context = new EntryRun(this, this.#effects, entry, this.#server(entry.origin.node));
    context.home?.applying();
    try {
      this.#run(context, entry);
    } catch (error) {
      if (!(error instanceof LineRefused)) this.#broke(context, error, entry);
    }
    context.home?.settled(entry.request);
    if (entry.request.type === "act") this.#effects.acted?.(entry.origin, context.refusals);
  }

  /**
   * The changes a line, or an act, would come to if it entered the log now: none of them is made, and nobody is answered. What
   * follows from a change that was not made may be missing.
   */
  propose(origin: Origin, request: LineRequest | ActRequest, at: number): readonly Change[] {
    const { world } = this;
    const before = world.at;
    const entry: Entry = { seq: world.seq, at, id: "proposed", origin, request };
    const proposed: Change[] = [];
    const context = new EntryRun(this, this.#effects, entry, this.#server(origin.node), proposed);
    // Judged at the time the entry would have; only entries move the world's clock.
    world.at = context.now;
    try {
      this.#run(context, entry);
      return proposed;
    } catch {
      // The handler looked for what it had changed. What it proposed until then counts.
      return proposed;
    } finally {
      world.at = before;
    }
  }

  #broke(context: EntryRun<Home>, error: unknown, entry: Entry): void {
    this.#effects.broke(error, entry);
    const name = entry.request.type === "line" ? entry.request.message.command : entry.request.type;
    context.reply(brokenCommand(name));
  }

  /** A change is about to be applied: a snapshot that is being read writes down what it alters. */
  before(change: Change): void {
    this.#snapshot?.before(change);
  }

  /**
   * The world as it is now, between two entries. The stream may be read as slowly as one likes while
   * entries go on being applied; one at a time, and it ends when it is read or returned.
   */
  snapshot(): Generator<SnapshotRecord, void, undefined> {
    if (this.#snapshot) throw new Error("a snapshot is being taken already");
    this.#snapshot = new Snapshot(this.world);
    return this.#read(this.#snapshot);
  }

  *#read(snapshot: Snapshot): Generator<SnapshotRecord, void, undefined> {
    try {
      yield* snapshot.records();
    } finally {
      this.#snapshot = undefined;
    }
  }

  #run(context: EntryRun<Home>, entry: Entry): void {
    const { request, origin } = entry;
    switch (request.type) {
      case "line":
        return this.#runLine(context, entry, request);
      case "register":
        return registerSession(context, request);
      case "login":
        return this.#act(context, entry) ? logIn(context, request) : undefined;
      case "left":
        return origin.session && leave(context, origin.session, request);
      case "configure":
        configure(context, request.settings);
        return reviewOffices(context, request.offices ?? []);
      case "appointed":
        return appoint(context, request);
      case "audited":
        return writeAudit(context, request.record);
      case "nick-due":
        return leaveOthersNick(context, request);
      case "recorded":
        return recordFacts(context, request);
      case "act":
        context.obey(request.verdicts);
        return runServerAct(context, request);
      case "returned":
        for (const stay of request.stays) returnToNetwork(context, stay);
        return;
      case "stays-over":
        return endStays(context);
      case "node-lost":
        return loseNode(context, request);
      default:
        return request satisfies never;
    }
  }

  #runLine(context: EntryRun<Home>, entry: Entry, request: LineRequest): void {
    if (!this.#act(context, entry)) return;
    context.take(request);
    const admitted = admit(this.#commands, request.message, context.user);
    if (isRefusal(admitted)) return context.reply(admitted);
    admitted.run?.(context, request.message.params);
  }

  /** Has the entry act as its user. False if the session is gone: what it still had to say is void. */
  #act(context: EntryRun<Home>, { origin }: Entry): boolean {
    const user = origin.session && this.world.usersBySession.get(origin.session);
    if (user && origin.session) context.actAs(user, origin.session);
    return user !== undefined;
  }

  #server(name: string): Identity {
    let identity = this.#servers.get(name);
    if (!identity) {
      identity = serverIdentity(name);
      this.#servers.set(name, identity);
    }
    return identity;
  }
}
