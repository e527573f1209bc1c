import { allowedTags, markedTags } from "../caps/client-tags.ts";
import type { Answer, RunContext } from "../commands/context.ts";
import type { Entry, LineRequest } from "../log/log.ts";
import type { Reply } from "../protocol/reply.ts";
import { applyChange } from "../world/apply.ts";
import type { Change } from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { SessionId } from "../world/ids.ts";
import type { SessionRecord, User } from "../world/user.ts";
import { type Verdict, Verdicts } from "../world/verdicts.ts";
import type { World } from "../world/world.ts";
import type { EngineEffects, HomeClient } from "./effects.ts";

const nothingRefused: readonly Reply[] = [];

/** The engine, as an entry works on it. */
interface Working {
  readonly world: World;
  /** A change is about to be applied. */
  before(change: Change): void;
}

/** One entry on its way: the context its handler works in. */
export class EntryRun<Home extends HomeClient> implements RunContext<unknown> {
  readonly world: World;
  readonly now: number;
  readonly server: Identity;
  readonly home: Home | undefined;
  prepared: unknown;
  tags: string | undefined;
  lines: LineRequest["lines"];
  /** What was refused to somebody who is no session. */
  refusals: readonly Reply[] = nothingRefused;
  readonly #engine: Working;
  readonly #effects: EngineEffects<Home>;
  readonly #entry: Entry;
  #user: User | undefined;
  #sessionId: SessionId | undefined;
  #messages = 0;
  /** Where changes go that are only proposed. */
  readonly #proposed: Change[] | undefined;
  #verdicts: Verdicts | undefined = undefined;

  constructor(
    engine: Working,
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
