import { approve, delHost, listHosts, reject, setHost } from "./hostserv/others-hosts.ts";
import { off, offerList, on, request, take } from "./hostserv/own-host.ts";
import type { Service } from "./service.ts";

/** The hosts accounts are shown with. */
export const hostServ: Service = {
  nick: "HostServ",
  command: "HS",
  help: "The host you are shown with when you are logged in.",
  table: [approve, delHost, listHosts, off, offerList, on, reject, request, setHost, take],
};
