import { type Reply, reply } from "../protocol/reply.ts";
import { mayReadKey, visibilityOf } from "../world/access-metadata.ts";
import type { Metadata, MetadataEntry } from "../world/metadata.ts";
import type { MetadataSettings, NetworkSettings } from "../world/settings.ts";
import type { User } from "../world/user.ts";
import type { AnswerBatch, ServerLine } from "./context.ts";

/** A batch of metadata about somebody: metadata.md, "Batch types". */
export function metadataBatch(target: string, replies: AnswerBatch["replies"]): AnswerBatch {
  return { type: "metadata", params: [target], needs: ["batch"], replies };
}

/** A value, as it is answered. */
export function keyValue(settings: MetadataSettings, target: string, { key, value }: MetadataEntry): Reply {
  return reply("RPL_KEYVALUE", { target, key, visibility: visibilityOf(settings, key), value });
}

/** A value, as it is told without being asked for. */
export function metadataLine(
  settings: MetadataSettings,
  target: string,
  { key, value }: MetadataEntry,
): ServerLine {
  return { verb: "METADATA", params: [target, key, visibilityOf(settings, key), value] };
}

/** What the user may see of it. */
export function visibleTo(
  { metadata: settings }: NetworkSettings,
  user: User | undefined,
  metadata: Metadata,
): Metadata {
  return metadata.filter(({ key }) => mayReadKey(settings, user, key));
}
