import type { ConfigInput } from "../../src/config/schema.ts";
import { openRoom, type Room } from "./room.ts";

/** What each of the four in and around #room has asked for; left out: nothing. */
export type RoomCaps = Partial<Record<"alice" | "bob" | "carol" | "dave", string>>;

/** The room of `openRoom`, whose clients have negotiated these capabilities. */
export function capableRoom(caps: RoomCaps, modes = "", config: ConfigInput = {}): Room {
  const room = openRoom(modes, config);
  for (const nick of ["alice", "bob", "carol", "dave"] as const) {
    const wanted = caps[nick];
    if (wanted === undefined) continue;
    const [answer] = room[nick].ask(`CAP REQ :${wanted}`);
    if (!answer?.includes(" ACK ")) throw new Error(`${nick} was answered ${answer}`);
  }
  return room;
}
