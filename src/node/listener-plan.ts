import type { ListenerConfig } from "../config/schema.ts";

/** What becomes of the open listeners under another configuration: those that are in neither are to be closed. */
export interface ListenerPlan<T> {
  /** Each of the configuration, in its order, with the open one that goes on as it. */
  readonly wanted: readonly { readonly config: ListenerConfig; readonly kept: T | undefined }[];
  readonly gone: readonly T[];
}

/** Finds for each listener that is wanted the open one that is in its place and of its kind. */
export function planListeners<T extends { readonly config: ListenerConfig }>(
  open: readonly T[],
  wanted: readonly ListenerConfig[],
): ListenerPlan<T> {
  const free = new Set(open);
  const take = (isFit: (config: ListenerConfig) => boolean): T | undefined => {
    const found = [...free].find(({ config }) => isFit(config));
    if (found) free.delete(found);
    return found;
  };
  const exact = wanted.map((next) => take((config) => config.port === next.port && isLike(config, next)));
  const kept = wanted.map(
    // Any port will do, so also one that was given before.
    (next, index) => exact[index] ?? (next.port === 0 ? take((config) => isLike(config, next)) : undefined),
  );
  return { wanted: wanted.map((config, index) => ({ config, kept: kept[index] })), gone: [...free] };
}

// A plain port does not begin to speak TLS, nor IRC to speak HTTP: that is another listener in the same place.
function isLike(one: ListenerConfig, other: ListenerConfig): boolean {
  return (
    one.host === other.host &&
    (one.tls === undefined) === (other.tls === undefined) &&
    (one.websocket === undefined) === (other.websocket === undefined)
  );
}
