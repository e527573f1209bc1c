import type { Need } from "./case.ts";

/** A channel mode of CHANMODES or PREFIX. */
export function chanMode(letter: string): Need {
  return ({ isupport }) => {
    const { list, both, set, flag } = isupport.chanmodes;
    const known = list + both + set + flag + isupport.prefixes.map((prefix) => prefix.letter).join("");
    return known.includes(letter) ? undefined : `channel mode ${letter} is not advertised in CHANMODES`;
  };
}

/** A user mode of 004. */
export function userMode(letter: string): Need {
  return ({ userModes }) =>
    userModes.includes(letter) ? undefined : `user mode ${letter} is not advertised in 004`;
}

/** A token of 005. */
export function isupport(name: string): Need {
  return (facts) => (facts.isupport.value(name) === undefined ? `005 does not advertise ${name}` : undefined);
}

/** A letter in the value of a token of 005, as `C` in `ELIST`. */
export function isupportLetter(name: string, letter: string): Need {
  return (facts) =>
    facts.isupport.value(name)?.toUpperCase().includes(letter.toUpperCase())
      ? undefined
      : `005 does not advertise ${letter} in ${name}`;
}

/** An extended ban, sent without a prefix sign. */
export function extban(letter: string): Need {
  return (facts) => {
    const [sign, letters = ""] = (facts.isupport.value("EXTBAN") ?? "").split(",");
    return sign === "" && letters.includes(letter)
      ? undefined
      : `EXTBAN does not advertise ${letter} without prefix`;
  };
}

/** Capabilities of CAP LS. */
export function cap(...names: readonly string[]): Need {
  return ({ caps }) => {
    const missing = names.filter((name) => !caps.has(name));
    return missing.length === 0 ? undefined : `CAP LS does not offer ${missing.join(", ")}`;
  };
}

/** An optional command; asked of the server beforehand. */
export function command(name: string): Need {
  return ({ unknownCommands }) =>
    unknownCommands.has(name) ? `the server does not know ${name}` : undefined;
}

/** A command that takes at least this many targets. */
export function targets(name: string, least: number): Need {
  return (facts) =>
    facts.isupport.targetsOf(name) >= least
      ? undefined
      : `neither TARGMAX nor MAXTARGETS allows ${least} targets for ${name}`;
}

/** The credentials of an operator. */
export const oper: Need = (facts) => (facts.oper ? undefined : "no operator credentials were given");

/** The credentials of an account, and the mechanism they are used with. */
export const account: Need = ({ account: credentials, caps }) => {
  if (!credentials) return "no account was given";
  const mechanisms = caps.get("sasl");
  if (mechanisms === undefined) return "CAP LS does not offer sasl";
  const hasPlain = mechanisms === "" || mechanisms.split(",").includes("PLAIN");
  return hasPlain ? undefined : "CAP LS does not offer PLAIN in sasl";
};
