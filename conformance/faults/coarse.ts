import { parseLine } from "../client/line.ts";
import type { Transform } from "./fault.ts";

const GREETING = /^(:\S+ )?(PING|PONG|00\d|25\d|26\d|37\d|381|422)( |$)/;
const NUMERIC = /^:\S+ \d{3} /;
const INTRODUCTION = /^(CAP|JOIN|NICK|OPER|PING|PONG|QUIT|USER) /;
const FENCE = / PONG .*fence/;
const UNCALLED_FOR = [
  ...["JOIN #x", "PART #x", "NOTICE #x :x", "PRIVMSG x :x", "QUIT :x", "KICK #x y :z", "INVITE x #x"],
  ...["NICK x", "MODE #x +m", "TOPIC #x :x", "311 x x x x * :x", "314 x :x", "322 x #x 1 :", "332 x #x :x"],
  ...["352 x x x x x x x :x", "353 x = #x :x", "367 x #x y", "301 x x :x", "381 x :x", "401 x x :x"],
  ...["402 x x :x", "403 x x :x", "404 x x :x", "417 x :x", "421 x x :x", "472 x x :x"],
];

/** Servers wrong all over: among them, every case that no fault of the tables cites has to fail once. */
export const coarseFaults = {
  "says nothing after the greeting": toClientIf(
    (line) => !GREETING.test(line),
    () => [],
  ),
  "says everything twice": toClientIf(
    (line) => !/ PONG /.test(line),
    (line) => [line, line],
  ),
  "answers no question": toClientIf(
    (line) => NUMERIC.test(line) && !GREETING.test(line),
    () => [],
  ),
  "does nothing it is asked": (line, direction) =>
    direction === "to-server" && !INTRODUCTION.test(line) ? [] : [line],
  "changes nothing": (line, direction) =>
    direction === "to-server" && /^(ACCEPT|AWAY|INVITE|KICK|MODE|PART|QUIT|SILENCE)( |$)/.test(line)
      ? []
      : [line],
  "answers by a numeric of its own": toClientIf(
    (line) => !GREETING.test(line),
    (line) => [line.replace(NUMERIC, ":server 999 ")],
  ),
  "answers without substance": toClientIf(
    (line) => NUMERIC.test(line) && !/^:\S+ (001|005|376|381) /.test(line),
    (line) => [`:server ${parseLine(Buffer.from(line, "latin1")).command} x x :x`],
  ),
  "says what nobody asked for": toClientIf(
    (line) => FENCE.test(line),
    (line) => [...UNCALLED_FOR.map((one) => `:x!y@z ${one}`), line],
  ),
  "sends back what it is sent": (line, direction, memory) => {
    if (direction === "to-server" && !INTRODUCTION.test(line)) memory.set("last", line);
    const last = memory.get("last");
    if (direction === "to-server" || last === undefined || !FENCE.test(line)) return [line];
    memory.delete("last");
    return [`:me!me@me ${last}`, line];
  },
} as const satisfies Record<string, Transform>;

function toClientIf(
  applies: (line: string) => boolean,
  change: (line: string) => readonly string[],
): Transform {
  return (line, direction) => (direction === "to-client" && applies(line) ? change(line) : [line]);
}
