/** What stands before what a service says: the network has nobody of that nick. */
export function serviceSource(nick: string): string {
  return `${nick}!${nick}@services`;
}
