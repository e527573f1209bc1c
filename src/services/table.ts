import type { Command } from "../commands/command.ts";
import { commandTable } from "../commands/table.ts";
import { chanServ } from "./chanserv/chanserv.ts";
import { hostServ } from "./hostserv.ts";
import { nickServ } from "./nickserv.ts";
import { type Service, serviceCommand } from "./service.ts";

/** Every service, once. */
export const services: readonly Service[] = [chanServ, hostServ, nickServ];

/** Every command a client can send: those of the server, and one for each service. */
export const fullTable: readonly Command[] = [...commandTable, ...services.map(serviceCommand)];
