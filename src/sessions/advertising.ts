import type { OfferFacts } from "../caps/capabilities.ts";
import { changedTokens, isupportTokens, longestNick } from "../caps/isupport-tokens.ts";
import { type Offer, offerChanges, offerTo } from "../caps/offer.ts";
import { isupportAnswer } from "../commands/isupport.ts";
import type { Connection } from "../net/transport.ts";
import { isupportReplies } from "../protocol/isupport.ts";
import { joinedLines } from "../protocol/text.ts";
import type { World } from "../world/world.ts";
import type { Session } from "./session.ts";

/** Who is offered something. */
export interface OfferedClient {
  readonly connection: Connection;
  readonly certfp: string | undefined;
}

/** What a client may be offered, as things were when the source was asked for. */
export type OfferSource = (client: OfferedClient) => OfferFacts;

const nothing: Offer = new Map();
// RFC 1459 2.3: what is left of a line beside server, nick and the fixed words.
const roomForWords = 350;

/** What the server advertises: 005 and capabilities, and what it says when they have changed. */
export class Advertising {
  readonly #world: World;
  readonly #sources: () => OfferSource;
  #tokens: readonly string[];
  #offers: Offers | undefined;

  constructor(world: World, sources: () => OfferSource) {
    this.#world = world;
    this.#sources = sources;
    this.#tokens = isupportTokens(world.settings);
  }

  /** What the session may ask for. */
  offerTo(session: Session): Offer {
    this.#offers ??= new Offers(this.#sources());
    return this.#offers.to(session);
  }

  /** Tells all what is new and what is gone, since this was last called. */
  renew(sessions: Iterable<Session>): void {
    const { settings } = this.#world;
    const tokens = isupportTokens(settings);
    const lines = isupportReplies(changedTokens(this.#tokens, tokens), longestNick(settings));
    const before = this.#offers;
    const after = new Offers(this.#sources(), before?.made);
    this.#tokens = tokens;
    this.#offers = after;
    for (const session of sessions) {
      // Modern IRC, RPL_ISUPPORT: what has changed since the client came is advertised again.
      if (session.user && lines.length > 0) session.replyAll([isupportAnswer(lines)]);
      if (before) tellChanges(session, before.to(session), after.to(session));
    }
  }
}

/** Offers made from one source; most sessions have the same. */
class Offers {
  readonly made = new Map<string, Offer>();
  readonly #source: OfferSource;
  readonly #earlier: ReadonlyMap<string, Offer> | undefined;

  /** An offer that says the same as an earlier one is that one: nobody has to be compared who is offered it. */
  constructor(source: OfferSource, earlier?: ReadonlyMap<string, Offer>) {
    this.#source = source;
    this.#earlier = earlier;
  }

  to(session: Session): Offer {
    // People at a terminal read words, not tags.
    if (!session.profile.codec.answersPings) return nothing;
    const facts = this.#source(session);
    const key = [facts.sts, facts.registration, ...facts.mechanisms].join(" ");
    const known = this.made.get(key);
    if (known) return known;
    const fresh = offerTo(facts);
    const earlier = this.#earlier?.get(key);
    const offer = earlier && isSame(earlier, fresh) ? earlier : fresh;
    this.made.set(key, offer);
    return offer;
  }
}

function isSame(one: Offer, other: Offer): boolean {
  return one.size === other.size && [...one].every(([name, value]) => value === other.get(name));
}

function tellChanges(session: Session, before: Offer, after: Offer): void {
  if (before === after) return;
  const changes = offerChanges(before, after, session.capVersion);
  tell(session, changes);
  // capability-negotiation.md: what belongs to a capability ends after CAP DEL, for who is told nothing, too.
  if (changes.del.length > 0) session.setCapabilities([], changes.del);
}

function tell(session: Session, changes: ReturnType<typeof offerChanges>): void {
  if (session.capVersion < 302 && !session.capabilities.has("cap-notify")) return;
  for (const [subcommand, list] of [
    ["NEW", changes.new],
    ["DEL", changes.del],
  ] as const) {
    for (const line of joinedLines(list, roomForWords)) session.say("CAP", session.nick, subcommand, line);
  }
}
