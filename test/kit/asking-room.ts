import type { ConfigInput } from "../../src/config/schema.ts";
import { capableRoom } from "./capable-room.ts";
import type { Room } from "./room.ts";

/**
 * #room as `openRoom` opens it (alice its operator, bob and carol in it, dave outside), and all four have
 * negotiated these capabilities.
 */
export function openRoomAsking(caps: string, modes = "", config: ConfigInput = {}): Room {
  return capableRoom({ alice: caps, bob: caps, carol: caps, dave: caps }, modes, config);
}

/** Who the people of the room are, as others see them. */
export const alice = "alice!alice@192.0.2.2";
export const bob = "bob!bob@192.0.2.3";
export const carol = "carol!carol@192.0.2.4";
export const dave = "dave!dave@192.0.2.5";
