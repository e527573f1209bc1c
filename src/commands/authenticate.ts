import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";

/** Logs in to an account by SASL, before registration or after it: sasl-3.2.md, "SASL Reauthentication". */
export const authenticate = defineCommand({
  name: "AUTHENTICATE",
  when: "any",
  args: [named("mechanism or response"), optional(named("response"))],
  help: "Logs in to an account, in the steps of a SASL mechanism.",
  cost: 2,
  ask: (ctx, data, initial) => ctx.client.authenticate(data, initial),
});
