import { named } from "./args.ts";
import { defineCommand } from "./command.ts";

/** The server's password, or `account:password` to log in; sent before NICK and USER. */
export const pass = defineCommand({
  name: "PASS",
  when: "unregistered",
  args: [named("password")],
  help: "Gives the password of the server, or logs in with account:password, before NICK and USER.",
  ask: (ctx, password) => ctx.client.givePassword(password),
});
