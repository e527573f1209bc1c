import { allowedTags, markedTags } from "./caps/client-tags.ts";
import { isRefusal } from "./commands/args.ts";
import { writeAudit } from "./commands/audit.ts";
import type { Client } from "./commands/client.ts";
import { brokenCommand } from "./commands/command.ts";
import { configure } from "./commands/configure.ts";
import type { Answer, RunContext } from "./commands/context.ts";
import { admit } from "./commands/gate.ts";
import { leaveOthersNick } from "./commands/guest-nick.ts";
import { appoint, reviewOffices } from "./commands/office.ts";
import { recordFacts } from "./commands/record-facts.ts";
import { endStays, leave, logIn, loseNode, registerSession } from "./commands/register-session.ts";
import { returnToNetwork } from "./commands/return-to-network.ts";
import { runServerAct } from "./commands/server-act.ts";
import type { Commands } from "./commands/table.ts";
import type { ActRequest, Entry, LineRequest, Origin, Request } from "./log/log.ts";
import type { Reply } from "./protocol/reply.ts";
import { applyChange } from "./world/apply.ts";
import type { Change } from "./world/changes.ts";
import { type Identity, serverIdentity } from "./world/identity.ts";
import type { SessionId } from "./world/ids.ts";
import { Snapshot } from "./world/snapshot.ts";
import type { SnapshotRecord } from "./world/snapshot-records.ts";
import type { SessionRecord, User } from "./world/user.ts";
import { LineRefused, type Verdict, Verdicts } from "./world/verdicts.ts";
import type { World } from "./world/world.ts";

/** Where the effects of entries go on this node. */
export interface EngineEffects<Home extends HomeClient> {
  /** A change has been applied; `from` is the session it began in, where that lives on this node. */
  committed(change: Change, from: Home | undefined, entry: Entry): void;
  /** The session, if it lives on this node. */
  home(session: SessionId): Home | undefined;
  /** A handler threw: the entry's id and command name, never its parameters. */
  broke(error: unknown, entry: Entry): void;
  /** An act of a server has been applied, and what of it was refused; left out: nobody waits for that. */
  acted?(origin: Origin, refusals: readonly Reply[]): void;
}

/** A session of this node as the engine answers it. */
export interface HomeClient extends Client {
  reply(reply: Reply): void;
  say(verb: string, ...params: readonly string[]): void;
  notice(text: string): void;
  noticeFrom(source: string, text: string): void;
  replyAll(answers: readonly Answer[]): void;
  /** Its request is being applied: what it is sent now, it caused itself. */
  applying(): void;
  /** Its request has been applied. */
  settled(request: Request): void;
}

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

const nothingRefused: readonly Reply[] = [];

/** One entry on its way: the context its handler works in. */
class EntryRun<Home extends HomeClient> implements RunContext<unknown> {
  readonly world: World;
  readonly now: number;
  readonly server: Identity;
  readonly home: Home | undefined;
  prepared: unknown;
  tags: string | undefined;
  lines: LineRequest["lines"];
  /** What was refused to somebody who is no session. */
  refusals: readonly Reply[] = nothingRefused;
  readonly #engine: Engine<Home>;
  readonly #effects: EngineEffects<Home>;
  readonly #entry: Entry;
  #user: User | undefined;
  #sessionId: SessionId | undefined;
  #messages = 0;
  /** Where changes go that are only proposed. */
  readonly #proposed: Change[] | undefined;
  #verdicts: Verdicts | undefined = undefined;

  constructor(
    engine: Engine<Home>,
    effects: EngineEffects<Home>,
    entry: Entry,
    server: Identity,
    proposed?: Change[],
  ) {
    this.#engine = engine;
    this.world = engine.world;
    // What is only proposed has not moved the world's clock.
    this.now = Math.max(entry.at, engine.world.at);
    this.server = server;
    this.#effects = effects;
    this.#entry = entry;
    this.#proposed = proposed;
    this.home = proposed ? undefined : entry.origin.session && effects.home(entry.origin.session);
  }

  actAs(user: User, session: SessionId): void {
    this.#user = user;
    this.#sessionId = session;
  }

  take({ prepared, tags, lines, marks, verdicts }: LineRequest): void {
    this.obey(verdicts);
    this.prepared = prepared;
    this.tags = markedTags(
      tags === undefined ? undefined : allowedTags(tags, this.world.settings.clientTagDeny),
      marks,
    );
    this.lines = lines;
  }

  /** Has what follows be as it was decided at home. */
  obey(verdicts: readonly Verdict[] | undefined): void {
    if (verdicts) this.#verdicts = new Verdicts(verdicts);
  }

  get user(): User {
    if (!this.#user) throw new Error("this entry has no user");
    return this.#user;
  }

  get session(): SessionRecord {
    const record = this.user.sessions.find(({ id }) => id === this.#sessionId);
    if (!record) throw new Error("this entry has no session");
    return record;
  }

  reply(reply: Reply): void {
    if (this.#entry.request.type === "act") this.refusals = [...this.refusals, reply];
    this.home?.reply(reply);
  }

  say(verb: string, ...params: readonly string[]): void {
    this.home?.say(verb, ...params);
  }

  notice(text: string): void {
    this.home?.notice(text);
  }

  noticeFrom(source: string, text: string): void {
    this.home?.noticeFrom(source, text);
  }

  replyAll(answers: readonly Answer[]): void {
    this.home?.replyAll(answers);
  }

  commit(change: Change): void {
    this.#commit(change, this);
  }

  /** Whoever is refused something reads why. */
  #commit(change: Change, asker: Pick<RunContext, "reply">): void {
    if (this.#proposed) this.#proposed.push(change);
    else if (this.#verdicts) this.#make(this.#verdicts.on(change, (refusal) => asker.reply(refusal)));
    else this.#make(change);
  }

  #make(change: Change | undefined): void {
    if (!change) return;
    this.#engine.before(change);
    applyChange(this.world, change);
    this.#effects.committed(change, this.home, this.#entry);
  }

  inNameOf(user: User): RunContext {
    const record = user.firstSession;
    const home = record && !this.#proposed ? this.#effects.home(record.id) : undefined;
    // Of who has no session now it is the last one; an entry of the node itself has none of its own.
    const session = record ?? this.session;
    const asker = { reply: (reply: Reply) => home?.reply(reply) };
    return {
      world: this.world,
      now: this.now,
      server: this.server,
      user,
      session,
      home,
      prepared: undefined,
      tags: undefined,
      lines: undefined,
      ...asker,
      say: (verb, ...params) => home?.say(verb, ...params),
      notice: (text) => home?.notice(text),
      noticeFrom: (source, text) => home?.noticeFrom(source, text),
      replyAll: (answers) => home?.replyAll(answers),
      commit: (change) => this.#commit(change, asker),
      nextMessageId: () => this.nextMessageId(),
      inNameOf: (other) => this.inNameOf(other),
    };
  }

  nextMessageId(): string {
    this.#messages += 1;
    return `${this.#entry.id}-${this.#messages}`;
  }
}
