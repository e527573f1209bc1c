/** Whom a limit of a channel is for: proposal 589, "Scopes". */
export const limitScopes = ["channel", "user", "user-unvoiced", "user-unidentified", "user-new"] as const;

/** One of them. */
export type LimitScope = (typeof limitScopes)[number];

/** Which limit it is: whose, and of what. */
export interface LimitName {
  readonly scope: LimitScope;
  /** `user-new`: for so many seconds after joining; 0 for the others. */
  readonly newFor: number;
  /** `message`, or `vendor/type`. */
  readonly type: string;
}

/** A limit as a client sets it: at most so many in so many seconds. */
export interface LimitParam extends LimitName {
  readonly count: number;
  readonly seconds: number;
}

/** What a client wants of its limits, or what is wrong with how it says so. */
export type LimitRequest =
  | { readonly does: "set"; readonly limits: readonly LimitParam[] }
  | { readonly does: "remove"; readonly names: readonly LimitName[] }
  | { readonly does: "clear" }
  | { readonly problem: string };

/** What can be limited, and whether of a channel as a whole or of one user, in the order in which it is told. */
export const limitTypes: ReadonlyMap<string, "channel" | "user" | "both"> = new Map([
  ["message", "both"],
  ["ctcp", "both"],
  ["join", "channel"],
  ["nick", "both"],
  ["knock", "channel"],
  ["repeat", "user"],
]);

/** Reads what follows the channel in a client's CHANLIMITS: proposal 589, "Formal grammar". */
export function parseLimitRequest(params: readonly string[]): LimitRequest {
  const [first] = params;
  if (first === undefined) return { problem: "there are no limits" };
  if (params.length === 1 && first === "*") return { does: "clear" };
  if (params.length === 1 && first.startsWith("-")) {
    const names = readAll(first.split(","), readRemoval);
    return "problem" in names ? names : { does: "remove", names: names.read };
  }
  const limits = readAll(params.flatMap(withScopes), readLimit);
  return "problem" in limits ? limits : { does: "set", limits: limits.read };
}

/** True if it is the same limit, whatever the rate. */
export function isSameLimit(one: LimitName, other: LimitName): boolean {
  return one.scope === other.scope && one.newFor === other.newFor && one.type === other.type;
}

/** `user:message=5/15,repeat=3/15`, each with its scope: the first has it, as it came. */
function withScopes(param: string): readonly string[] {
  const [first = "", ...others] = param.split(",");
  const scope = first.slice(0, first.indexOf(":") + 1);
  return [first, ...others.map((other) => scope + other)];
}

function readAll<T extends LimitName>(
  entries: readonly string[],
  read: (entry: string) => T | string,
): { readonly read: readonly T[] } | { readonly problem: string } {
  const all: T[] = [];
  for (const entry of entries) {
    const one = read(entry);
    if (typeof one === "string") return { problem: one };
    if (all.some((other) => isSameLimit(other, one))) return { problem: `${entry} is there twice` };
    all.push(one);
  }
  return { read: all };
}

function readRemoval(entry: string): LimitName | string {
  const [, scope = "", type = ""] = /^-([^:]+):([^:=]+)$/.exec(entry) ?? [];
  return scope === "" ? `${entry} is not -scope:type` : readName(scope, type);
}

const maxCount = 1000;
const maxSeconds = 3600;
// "SHOULD also apply sanity limits to client-set values (e.g., rejecting a limit of message=1/3600)".
const slowestSeconds = 600;

function readLimit(entry: string): LimitParam | string {
  const [, scope = "", type = "", ...rate] = /^([^:]+):([^:=]+)=(\d{1,9})\/(\d{1,9})$/.exec(entry) ?? [];
  const [count = 0, seconds = 0] = rate.map(Number);
  if (scope === "") return `${entry} is not scope:type=count/seconds`;
  const name = readName(scope, type);
  if (typeof name === "string") return name;
  const isSane = count >= 1 && count <= maxCount && seconds >= 1 && seconds <= maxSeconds;
  if (!isSane || seconds > count * slowestSeconds)
    return `${entry} is not 1 to ${maxCount} in 1 to ${maxSeconds} seconds, and one in ${slowestSeconds} at least`;
  return { ...name, count, seconds };
}

const maxNewFor = 30 * 86_400;
const vendorType = /^[A-Za-z\d.-]{1,48}\/[A-Za-z\d-]{1,32}$/;

function readName(words: string, type: string): LimitName | string {
  const [, word, given] = /^([a-z-]+)(?:=(\d{1,9}))?$/.exec(words) ?? [];
  const scope = limitScopes.find((one) => one === word);
  const newFor = Number(given ?? 0);
  const fits = scope === "user-new" ? newFor >= 1 && newFor <= maxNewFor : given === undefined;
  // A scope of a vendor can be nothing here: it would be in force for nobody, and nobody would know.
  if (!scope || !fits)
    return `${words} is no scope: there are channel, user, user-unvoiced, user-unidentified and user-new=seconds, up to ${maxNewFor}`;
  const of = limitTypes.get(type);
  const isFor = of === "both" || of === (scope === "channel" ? "channel" : "user");
  if (!isFor && !vendorType.test(type)) return `${type} is nothing that can be limited for ${scope}`;
  return { scope, newFor, type };
}
