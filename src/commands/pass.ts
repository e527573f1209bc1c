import { named } from "./args.ts";
import { defineCommand } from "./command.ts";

/** The server's password, sent before NICK and USER. */
export const pass = defineCommand({
  name: "PASS",
  when: "unregistered",
  args: [named("password")],
  help: "Gives the password of the server, before NICK and USER.",
  ask(ctx, password) {
    if (ctx.client.registration) ctx.client.registration.password = password;
  },
});
