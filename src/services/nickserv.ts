import { apppass } from "./nickserv/apppass.ts";
import { cert } from "./nickserv/cert.ts";
import { erase } from "./nickserv/erase.ts";
import { group, ungroup } from "./nickserv/group.ts";
import { identify, logout } from "./nickserv/identify.ts";
import { info } from "./nickserv/info.ts";
import { list } from "./nickserv/list.ts";
import { passwd, resetpass, sendpass } from "./nickserv/passwd.ts";
import { ghost, regain, release } from "./nickserv/regain.ts";
import { register, verify } from "./nickserv/register.ts";
import { sessions } from "./nickserv/sessions.ts";
import { get, set } from "./nickserv/set.ts";
import { suspend, unsuspend } from "./nickserv/suspend.ts";
import type { Service } from "./service.ts";

/** Accounts and the nicks that are theirs. */
export const nickServ: Service = {
  nick: "NickServ",
  command: "NS",
  help: "Accounts, and the nicks that are theirs.",
  table: [
    apppass,
    cert,
    erase,
    get,
    ghost,
    group,
    identify,
    info,
    list,
    logout,
    passwd,
    regain,
    register,
    release,
    resetpass,
    sendpass,
    sessions,
    set,
    suspend,
    ungroup,
    unsuspend,
    verify,
  ],
};
