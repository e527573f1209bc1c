import type { Change } from "../world/changes.ts";
import { type CapabilityName, taggingCapabilities } from "./capabilities.ts";

/** Changes as they differ on the wire: a message of several lines is written unlike one of one. */
export type Rendering = Change["type"] | "multiline-sent";

/** How the change is to be written. */
export function renderingOf(change: Change): Rendering {
  return change.type === "message-sent" && change.lines ? "multiline-sent" : change.type;
}

const anyTag = ["server-time", "account-tag", "draft/oper-tag", "message-tags"] as const;

/**
 * Which capabilities alter what a client is sent of a change, if only in that it is sent at all. No other
 * alters a byte of it: receivers that are alike in these are written to alike.
 */
export const alteringCapabilities = {
  "account-changed": [...anyTag, "account-notify"],
  announced: anyTag,
  "away-changed": [...anyTag, "away-notify"],
  "channel-modes-changed": anyTag,
  "channel-renamed": [...anyTag, "draft/channel-rename"],
  "host-changed": [...anyTag, "chghost"],
  invited: [...anyTag, "invite-notify"],
  joined: [...anyTag, "extended-join"],
  kicked: anyTag,
  killed: anyTag,
  "message-sent": [...anyTag, "draft/relaymsg"],
  "message-edited": [...anyTag, "draft/message-edit"],
  "message-redacted": [...anyTag, "draft/message-redaction"],
  "metadata-set": [...anyTag, "draft/metadata-2", "batch"],
  "multiline-sent": [...anyTag, "draft/multiline", "batch"],
  "nick-changed": anyTag,
  "node-lost": [...anyTag, "batch"],
  parted: anyTag,
  quit: anyTag,
  "realname-changed": [...anyTag, "setname"],
  revealed: [...anyTag, "extended-join"],
  "silence-changed": anyTag,
  "topic-set": anyTag,
  "user-modes-changed": anyTag,
  // Told as numerics, or to nobody.
  "accept-changed": [],
  "account-removed": [],
  "account-set": [],
  attached: [],
  audited: [],
  "ban-removed": [],
  "ban-set": [],
  configured: [],
  "defcon-set": [],
  detached: [],
  "flood-limits-set": [],
  knocked: [],
  "marker-moved": [],
  "markers-kept": [],
  "metadata-kept": [],
  opered: [],
  "query-changed": [],
  registered: [],
  "registration-ended": [],
  "registration-set": [],
  "session-away-changed": [],
  "stop-requested": [],
  told: [],
} as const satisfies Record<Rendering, readonly CapabilityName[]>;

/** Every rendering, each at its place: what is kept for each of them is kept in a list. */
export const renderings = Object.keys(alteringCapabilities) as Rendering[];

const places: ReadonlyMap<Rendering, number> = new Map(renderings.map((name, place) => [name, place]));

/** The place of a rendering in that list. */
export function placeOf(rendering: Rendering): number {
  return places.get(rendering) ?? 0;
}

/** The makers of the tags these capabilities ask for. */
export function tagMakers(capabilities: ReadonlySet<string>) {
  return taggingCapabilities.flatMap(({ name, tags }) => (tags && capabilities.has(name) ? tags : []));
}
