/** One piece of metadata: metadata.md. */
export interface MetadataEntry {
  readonly key: string;
  readonly value: string;
}

/** What a user or a channel says of itself, in the order in which it was first said. */
export type Metadata = readonly MetadataEntry[];

/** Who sees a key: everybody, or operators alone. */
export type Visibility = "*" | "operators";

// "Key names are restricted to the ranges a-z, 0-9, and _./-". With a longer one a value might not fit into a line.
export const METADATA_KEY_BYTES = 48;
const keyShape = new RegExp(`^[a-z0-9_./-]{1,${METADATA_KEY_BYTES}}$`);

/** True if a text may be a key. */
export function isMetadataKey(text: string): boolean {
  return keyShape.test(text);
}

/** The value of a key; the empty text is one. */
export function metadataValue(metadata: Metadata, key: string): string | undefined {
  return metadata.find((entry) => entry.key === key)?.value;
}

/** The same with another value of a key, or without it. */
export function withValue(metadata: Metadata, key: string, value: string | undefined): Metadata {
  if (value === undefined) return metadata.filter((entry) => entry.key !== key);
  if (metadataValue(metadata, key) === undefined) return [...metadata, { key, value }];
  return metadata.map((entry) => (entry.key === key ? { key, value } : entry));
}
