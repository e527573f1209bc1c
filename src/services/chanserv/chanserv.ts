import type { Service } from "../service.ts";
import { akick } from "./akick.ts";
import { amode } from "./amode.ts";
import { ban } from "./ban.ts";
import { clear } from "./clear.ts";
import { flags } from "./flags.ts";
import { get } from "./get.ts";
import { howToBan } from "./howtoban.ts";
import { info } from "./info.ts";
import { kick } from "./kick.ts";
import { list } from "./list.ts";
import { register } from "./register.ts";
import { set } from "./set.ts";
import { statusCommands } from "./status.ts";
import { transfer } from "./transfer.ts";
import { unban } from "./unban.ts";
import { unregister } from "./unregister.ts";

/** Channels that belong to somebody. */
export const chanServ: Service = {
  nick: "ChanServ",
  command: "CS",
  help: "Channels that belong to somebody.",
  table: [
    ...[register, unregister, info, list, amode, flags, ...statusCommands],
    ...[kick, ban, unban, howToBan, akick, clear, transfer, set, get],
  ],
};
