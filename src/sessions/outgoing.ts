import type { ClientCapability } from "../caps/capabilities.ts";
import { tagsOf, withTag } from "../caps/event-tags.ts";
import { placeOf, renderingOf, tagMakers } from "../caps/renderings.ts";
import { type Answer, type AnswerBatch, isAnswerBatch, isServerLine } from "../commands/context.ts";
import type { NodeFacts } from "../commands/node-facts.ts";
import { isRefused, type Reply } from "../protocol/reply.ts";
import type { Change } from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { Codec } from "./codec.ts";
import type { SessionNode } from "./node.ts";
import { type Chunk, chunkOf, chunkOfAll, chunkWritten } from "./outbox.ts";
import type { Profile } from "./profiles.ts";
import { Response } from "./response.ts";

/** All that the server says to one client, and how. */
export abstract class Outgoing {
  profile: Profile;
  readonly node: NodeFacts;
  readonly response: Response;
  readonly #host: SessionNode;
  /** True while a line is handled, or the entry made of it is applied. */
  #isAtWork = false;

  constructor(codec: Codec, host: SessionNode) {
    this.#host = host;
    this.node = host.facts;
    this.profile = host.profiles.of(codec);
    this.response = new Response(this);
  }

  /** What the client is addressed by. */
  abstract readonly nick: string;

  /** Owes the client a chunk as it is. */
  abstract send(chunk: Chunk): void;

  /** Something was refused. */
  protected abstract refused(numeric: string): void;

  /** True while more of an answer is to come. */
  protected abstract readonly hasMoreToSay: boolean;

  /** Goes on with what the client sent. */
  abstract resume(): void;

  /** A line is handled from here on: what is sent meanwhile answers it, until `finishAnswer`. */
  protected beginAnswer(): void {
    this.#isAtWork = true;
  }

  /** Goes on with an answer: what is sent meanwhile is part of it. */
  answering(work: () => void): void {
    const { response } = this;
    const wasListening = response.isListening;
    response.isListening = true;
    work();
    response.isListening &&= wasListening;
  }

  /** The entry of its request is being applied. */
  applying(): void {
    this.#isAtWork = this.response.isListening = true;
  }

  /** A long answer is complete; the line may have others. */
  answered(): void {
    if (!this.#isAtWork) this.finishAnswer();
    this.resume();
  }

  /** Ends the answer to a line, unless more of it is to come. */
  finishAnswer(): void {
    this.#isAtWork = this.response.isListening = false;
    if (!this.hasMoreToSay) this.response.end();
  }

  get server(): string {
    return this.node.name;
  }

  get capabilities(): ReadonlySet<ClientCapability> {
    return this.profile.capabilities;
  }

  /** Puts capabilities in force and out of it. */
  setCapabilities(on: readonly ClientCapability[], off: readonly ClientCapability[]): void {
    const names = new Set([...this.capabilities, ...on]);
    for (const name of off) names.delete(name);
    this.profile = this.#host.profiles.of(this.profile.codec, names);
  }

  writeIn(codec: Codec): void {
    this.profile = this.#host.profiles.of(codec, this.capabilities);
  }

  nextBatch(): string {
    return this.#host.courier.nextBatch();
  }

  /** Owes the client what was written for others, too. */
  deliver(chunk: Chunk): void {
    if (this.response.isTagging) this.response.addChunk(chunk);
    else this.send(chunk);
  }

  /** Shows a line: as part of the answer, while there is one. */
  show(line: string): void {
    if (this.response.isTagging) this.response.add(line);
    else this.sendLine(line);
  }

  sendLine(line: string): void {
    this.send(chunkOf(line));
  }

  reply(reply: Reply): void {
    const text = this.profile.codec.reply(reply, this.server, this.nick);
    if (text !== undefined) this.show(text);
    if (isRefused(reply) || reply.numeric === "RPL_TRYAGAIN") this.refused(reply.numeric);
  }

  /** As `reply`, for what somebody else caused: account-tag.md and bot-mode.md tag it as theirs. */
  replyAs(by: Identity, reply: Reply): void {
    const text = this.profile.codec.reply(reply, this.server, this.nick);
    if (text === undefined) return;
    this.show(tagsOf({ by, at: this.#host.now() }, tagMakers(this.capabilities)) + text);
  }

  say(verb: string, ...params: readonly string[]): void {
    const text = this.profile.codec.say(this.server, verb, params);
    if (text !== undefined) this.show(text);
  }

  notice(text: string): void {
    this.say("NOTICE", this.nick, text);
  }

  noticeFrom(source: string, text: string): void {
    this.replyAll([{ source, verb: "NOTICE", params: [this.nick, text] }]);
  }

  /** Answers with several things at once. */
  replyAll(answers: readonly Answer[]): void {
    if (this.response.isTagging) for (const answer of answers) this.#add(answer);
    else {
      const lines = answers.flatMap((answer) => this.#linesOf(answer));
      if (lines.length > 0) this.send(chunkOfAll(lines));
    }
  }

  /** An answer as it goes to this client, and to all who are written to in the same way and addressed alike. */
  written(answer: Answer): Chunk | undefined {
    const lines = this.#linesOf(answer);
    return lines.length === 0 ? undefined : chunkOfAll(lines, isAnswerBatch(answer) && this.#isBatch(answer));
  }

  /** Writes a change for this client alone. */
  write(change: Change, at: number): void {
    const { codec, views } = this.profile;
    const view = views[placeOf(renderingOf(change))];
    const written = view && codec.change(change, view, { at, batch: this.nextBatch() });
    if (written !== undefined) this.deliver(chunkWritten(written));
  }

  #add(answer: Answer): void {
    if (isAnswerBatch(answer) && this.#isBatch(answer)) this.deliver(chunkOfAll(this.#linesOf(answer), true));
    else for (const line of this.#linesOf(answer)) this.show(line);
  }

  #isBatch({ needs }: AnswerBatch): boolean {
    return needs.every((name) => this.capabilities.has(name));
  }

  #linesOf(answer: Answer): readonly string[] {
    if (isAnswerBatch(answer)) return this.#batchOf(answer);
    const { codec } = this.profile;
    const line = isServerLine(answer)
      ? codec.say("source" in answer ? answer.source : this.server, answer.verb, answer.params)
      : codec.reply(answer, this.server, this.nick);
    return line === undefined ? [] : [line];
  }

  #batchOf(batch: AnswerBatch): readonly string[] {
    const lines = batch.replies.flatMap((reply) => this.#linesOf(reply));
    if (!this.#isBatch(batch)) return lines;
    const ref = this.nextBatch();
    return [
      `:${this.server} BATCH +${[ref, batch.type, ...(batch.params ?? [])].join(" ")}`,
      ...lines.map((line) => withTag(line, `batch=${ref}`)),
      `:${this.server} BATCH -${ref}`,
    ];
  }
}
