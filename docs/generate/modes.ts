import { type ChannelMode, channelModeTable } from "../../src/world/channel-modes.ts";
import { statuses } from "../../src/world/statuses.ts";
import { type UserMode, userModeTable } from "../../src/world/user-modes.ts";
import { code, table } from "./table.ts";

const kinds = {
  list: "A: a list",
  key: "B: parameter",
  limit: "C: parameter to set",
  flag: "D: no parameter",
};
const setters = {
  "half-operators": "half-operators and above",
  user: "the user",
  "irc-operators": "IRC operators",
  drop: "removed only",
  server: "the server",
};

/** `docs/modes.md`: the modes of channels, members and users. */
export function modesPage(): string {
  const channelModes: readonly ChannelMode[] = channelModeTable;
  const userModes: readonly UserMode[] = userModeTable;
  return `# Modes

Made from the tables of modes by \`npm run docs\`. A reserved letter has its meaning but is not yet offered.

## Channels

${table(
  ["letter", "kind", "what it does", "set by"],
  channelModes.map(({ letter, kind, does, setBy, reserved }) => [
    code(letter),
    kinds[kind],
    reserved ? `${does} (reserved)` : does,
    setBy === undefined ? "channel operators" : setters[setBy],
  ]),
)}

## Members

${table(
  ["letter", "shown as", "what it is"],
  statuses.map(({ letter, prefix, name }) => [code(letter), code(prefix), name]),
)}

## Users

${table(
  ["letter", "what it does", "set by"],
  userModes.map(({ letter, does, setBy, reserved }) => [
    code(letter),
    reserved ? `${does} (reserved)` : does,
    setters[setBy],
  ]),
)}
`;
}
