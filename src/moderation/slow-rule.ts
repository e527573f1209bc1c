/** +W: in how many ms one may speak again who spoke last at that time; 0: now. */
export function slowWait(seconds: number, lastAt: number | undefined, now: number): number {
  return lastAt === undefined ? 0 : Math.max(0, lastAt + seconds * 1000 - now);
}
