import { byBoth, type Kind, ofEach } from "./kind.ts";
import type { Said, Source, Spec } from "./spec.ts";
import type { Actor } from "./stage.ts";

const tagged: Said = { id: true, clientTags: { "+draft/react": "a\\sb", "+example.com/x": "" } };

/** Messages of several lines: multiline.md. */
export const multiline: readonly Kind[] = [
  ...byBoth({
    name: "a message of several lines",
    written: ["multiline-sent"],
    happen: ({ room }, actor) => sayLines(actor, room),
    shown: (spec, { source }, { room }) => linesOf(spec, source, room),
  }),
  ofEach({
    name: "a message of several lines, echoed",
    written: ["multiline-sent"],
    needs: ["batch", "draft/multiline"],
    besides: ["echo-message"],
    does: (receiver) => sayLines(receiver, "owner"),
    shown: (spec) => (spec.has("echo-message") ? linesOf(spec, spec.self, "owner") : []),
  }),
];

function linesOf(spec: Spec, by: Source, target: string): readonly string[] {
  return spec.has("draft/multiline") && spec.has("batch")
    ? batchOf(spec, by, target)
    : fallbackOf(spec, by, target);
}

/** All tags are on the line that opens the batch; those inside have what says where they belong. */
function batchOf(spec: Spec, by: Source, target: string): readonly string[] {
  const inside = (text: string, ...more: readonly [string, string][]) =>
    spec.bare(new Map([["batch", "<1>"], ...more]), by.prefix, "PRIVMSG", [target, text]);
  return [
    spec.line(by, "BATCH", ["+<1>", "draft/multiline", target], tagged),
    inside("one"),
    inside(""),
    inside("two "),
    inside("and more", ["draft/multiline-concat", ""]),
    spec.bare(new Map(), "*", "BATCH", ["-<1>"]),
  ];
}

/**
 * "Fallback": no blank lines; all tags on the first line. message-ids "MUST only include a message ID on the first
 * message"; what says who did it is on all, as on any message.
 */
function fallbackOf(spec: Spec, by: Source, target: string): readonly string[] {
  const [first, ...rest] = ["one", "two ", "and more"];
  return [
    spec.line(by, "PRIVMSG", [target, first ?? ""], tagged),
    ...rest.map((text) => spec.line(by, "PRIVMSG", [target, text])),
  ];
}

/** How a message of several lines is sent. */
function sayLines({ client }: Pick<Actor, "client">, target: string): void {
  client.send(
    `@+draft/react=a\\sb;+example.com/x;unknown=1 BATCH +in draft/multiline ${target}`,
    `@batch=in PRIVMSG ${target} :one`,
    `@batch=in PRIVMSG ${target} :`,
    `@batch=in PRIVMSG ${target} :two `,
    `@batch=in;draft/multiline-concat PRIVMSG ${target} :and more`,
    "BATCH -in",
  );
}
