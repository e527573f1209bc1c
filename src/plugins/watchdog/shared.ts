// What the event loop writes and the watchdog reads, while the one may hang.

/** Numbers in the shared memory, by their place. */
export const place = {
  /** Another one whenever a plugin's code begins or ends. */
  calls: 0,
  /** For how many ms what runs now may run; 0: nothing does. */
  hangMs: 1,
  /** How many bytes the name has. */
  nameBytes: 2,
  /** Another one whenever the event loop comes around. */
  turns: 3,
  /** How many promises of plugins are waited for. */
  waiting: 4,
  /** For how many ms the loop may stand still while there are some. */
  stillMs: 5,
  /** 1 once nothing is to be watched any more. */
  isOver: 6,
} as const;

const numbers = 8;
const longestName = 64;

/** The shared memory. */
export interface Shared {
  readonly numbers: Int32Array;
  readonly name: Uint8Array;
}

/** Memory for both. */
export function newMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(numbers * 4 + longestName);
}

/** What is in it. */
export function sharedIn(memory: SharedArrayBuffer): Shared {
  return { numbers: new Int32Array(memory, 0, numbers), name: new Uint8Array(memory, numbers * 4) };
}
