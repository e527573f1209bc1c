import { accountOperations } from "./accounts.ts";
import { banOperations } from "./bans.ts";
import { channelOperations } from "./channels.ts";
import type { Operation } from "./operation.ts";
import { serverOperations } from "./server-itself.ts";
import { userOperations } from "./users.ts";

/** Every operation of the admin API that answers once, in the order of the document. */
export const operations: readonly Operation[] = [
  ...userOperations,
  ...channelOperations,
  ...accountOperations,
  ...banOperations,
  ...serverOperations,
];

/** What all their paths begin with. */
export const PREFIX = "/api/v1";
