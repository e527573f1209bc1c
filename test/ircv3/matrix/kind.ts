import type { CapabilityName } from "../../../src/caps/capabilities.ts";
import type { Rendering } from "../../../src/caps/renderings.ts";
import type { Spec } from "./spec.ts";
import type { Actor, Receiver, Stage } from "./stage.ts";

/** Something that happens, and what those who read must be sent of it. */
export interface Kind {
  readonly name: string;
  /** The kinds of change it is written as, the one it is about first: what alters these alters it. */
  readonly written: readonly [Rendering, ...Rendering[]];
  /** What alters it besides: whether a client is among those who are told. */
  readonly besides?: readonly CapabilityName[];
  /** What alters the numerics that come along. */
  readonly numerics?: readonly CapabilityName[];
  /** What a client must have asked for, or it does not happen to them. */
  readonly needs?: readonly CapabilityName[];
  /** Sets the scene. */
  enter(stage: Stage): Actor;
  /** Lets it happen. */
  happen(stage: Stage, actor: Actor): void;
  /** What one who reads is sent: batches are called <1>, <2> …, ids *. */
  shown(spec: Spec, actor: Actor, stage: Stage): readonly string[];
  /** Who reads does it, alone and unseen. */
  readonly isAlone?: true;
  /** Nobody reads after it. */
  readonly isLast?: true;
  /** Puts the scene back. */
  leave?(stage: Stage, actor: Actor): void;
}

/** The same thing, done by somebody all tags have something to say of, and by somebody none has. */
export function byBoth(
  kind: Omit<Kind, "enter"> & { enter?(stage: Stage, by: "loud" | "plain"): Actor },
): readonly Kind[] {
  return (["loud", "plain"] as const).map((by) => ({
    ...kind,
    name: `${kind.name}, by somebody ${by}`,
    enter(stage) {
      stage.gather();
      return kind.enter?.(stage, by) ?? stage.actor(by);
    },
  }));
}

/** What each of those who read does by themselves, where nobody else sees it. */
export function ofEach(
  kind: Omit<Kind, "enter" | "happen" | "shown"> & {
    does(receiver: Receiver, stage: Stage): void;
    shown(spec: Spec, stage: Stage): readonly string[];
  },
): Kind {
  const { needs = [] } = kind;
  return {
    ...kind,
    isAlone: true,
    enter(stage) {
      stage.makeReceiversLoud();
      stage.scatter();
      return { client: stage.owner, source: { nick: "owner", prefix: "owner" } };
    },
    happen(stage) {
      for (const receiver of stage.receivers) {
        if (needs.every((name) => receiver.has(name))) kind.does(receiver, stage);
      }
    },
    shown: (spec, _actor, stage) => (needs.every((name) => spec.has(name)) ? kind.shown(spec, stage) : []),
  };
}
