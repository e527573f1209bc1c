import { named, optional } from "../../commands/args.ts";
import { clockText } from "../../commands/clock-text.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { afterStored } from "../../commands/stored.ts";
import type { AppPasswordRow } from "../../store/port/accounts.ts";
import type { AccountKey } from "../../world/account.ts";
import { notLoggedIn } from "./identify.ts";

/** Passwords for single devices. */
export const apppass: Command = defineCommand({
  name: "APPPASS",
  when: "registered",
  args: [named("ADD, DEL or LIST"), optional(named("device"))],
  help: "Makes a password for one device, takes it back, or lists the devices that have one.",
  ask(ctx, verb, device) {
    const { account } = ctx.user.identity;
    if (account === undefined) return ctx.notice(notLoggedIn);
    const key = ctx.control.accounts.keyOf(account);
    switch (verb.toUpperCase()) {
      case "ADD":
        return device === undefined ? ctx.notice(usage) : add(ctx, key, device);
      case "DEL":
        return device === undefined ? ctx.notice(usage) : remove(ctx, key, device);
      case "LIST":
        return list(ctx, key);
      default:
        ctx.notice(usage);
    }
  },
});

const usage = "Usage: APPPASS ADD <device>, APPPASS DEL <device>, or APPPASS LIST";

function add(ctx: UserAskContext, account: AccountKey, device: string): void {
  afterStored(ctx, ctx.control.devicePasswords.add(account, device), (outcome) => {
    if ("refused" in outcome) return ctx.notice(outcome.refused);
    ctx.notice(`The password for ${device} is ${outcome.password}`);
    ctx.notice("It is shown this once, and logs in wherever that of your account does, but for SCRAM");
  });
}

function remove(ctx: UserAskContext, account: AccountKey, device: string): void {
  afterStored(ctx, ctx.control.devicePasswords.remove(account, device), (wasThere) =>
    ctx.notice(wasThere ? `The password for ${device} is gone` : `${device} has no password`),
  );
}

function list(ctx: UserAskContext, account: AccountKey): void {
  afterStored(ctx, ctx.control.devicePasswords.list(account), (devices) => {
    if (devices.length === 0) return ctx.notice("No device has a password of its own");
    for (const device of devices) ctx.notice(wordsFor(device));
  });
}

function wordsFor({ device, createdAt, lastUsedAt }: AppPasswordRow): string {
  const used = lastUsedAt === undefined ? "never used" : `last used on ${clockText(lastUsedAt)}`;
  return `${device}: made on ${clockText(createdAt)}, ${used}`;
}
