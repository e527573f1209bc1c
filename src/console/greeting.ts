import type { Speaker } from "../sessions/codec.ts";

/** Says hello and what to type; who has not spoken yet comes in as a guest at once. */
export function greet(speaker: Speaker, hasSpoken: boolean): void {
  const { registration, open } = speaker;
  if (!registration) return;
  registration.username = "console";
  registration.realname = "Console user";
  speaker.show(
    `This is ${speaker.node.name}, a chat server. Type a command, or text for the room you are in:`,
  );
  speaker.show("/nick NAME   /join ROOM   /msg NAME TEXT   /users   /rooms   /leave   /quit   /help");
  if (!open) speaker.show("A password is needed first: /pass PASSWORD, then /nick NAME");
  else if (!hasSpoken) comeInAsGuest(speaker);
}

/** Gives a person a nick that is free, so that they can talk. */
export function comeInAsGuest(speaker: Speaker): void {
  const { registration, world } = speaker;
  if (!registration) return;
  const nick = registration.nick ?? freeNick(speaker);
  if (!world.names.isNick(nick)) return;
  registration.nick = nick;
  speaker.enter();
}

/** `guest17`: the number of the session, or the next that is free. */
function freeNick({ id, world }: Speaker): string {
  let number = Number.parseInt(id.slice(id.lastIndexOf(".") + 1), 36);
  while (world.userByNick(`guest${number}`)) number += 1;
  return `guest${number}`;
}
