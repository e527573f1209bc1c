import { Isupport, tokensOf } from "../../client/isupport.ts";
import type { Case } from "../../suite/case.ts";
import { clause } from "../../suite/case.ts";
import { isupport } from "../../suite/needs.ts";
import type { Scene } from "../../suite/scene.ts";

const advertisement = clause("modern-irc: Feature Advertisement");
const mapping = clause("modern-irc: CASEMAPPING Parameter");
const NUMBERS = ["AWAYLEN", "CHANNELLEN", "HOSTLEN", "KICKLEN", "NICKLEN", "TOPICLEN", "USERLEN"];

/** What the server advertises, and whether it fits together. */
export const isupportCases = [
  advertisement.must("a 005 line has at most thirteen tokens", async (t) => {
    const { burst } = await t.client();
    for (const line of burst.all("005")) t.check(tokensOf(line).length <= 13, `too many in ${line.raw}`);
  }),
  advertisement.must("the names of tokens are capital letters and digits", async (t) => {
    const { burst } = await t.client();
    const wrong = burst
      .all("005")
      .flatMap(tokensOf)
      .filter((token) => !/^-?[A-Z0-9.\-/]+(=|$)/.test(token));
    t.equal(wrong, [], "other tokens");
  }),
  advertisement.must("no token is repeated in a line", async (t) => {
    const { burst } = await t.client();
    for (const line of burst.all("005")) {
      const names = tokensOf(line).map((token) => token.split("=", 1)[0]);
      t.equal(new Set(names).size, names.length, `the number of names in ${line.raw}`);
    }
  }),
  mapping.must("CASEMAPPING is advertised", async (t) => {
    const { burst } = await t.client();
    t.check(
      burst
        .all("005")
        .flatMap(tokensOf)
        .some((token) => /^CASEMAPPING=./.test(token)),
      "it is not",
    );
  }),
  mapping.should("CASEMAPPING is not rfc1459", async (t) => {
    const features = await advertisedTo(t);
    t.check(features.value("CASEMAPPING") !== "rfc1459", "it is");
  }),
  ...NUMBERS.map(positiveNumber),
  clause("modern-irc: CHANMODES Parameter", isupport("CHANMODES")).must(
    "CHANMODES has four groups of letters",
    async (t) => {
      const features = await advertisedTo(t);
      t.check(/^[a-zA-Z]*(,[a-zA-Z]*){3,}$/.test(features.value("CHANMODES") ?? ""), "it has not");
    },
  ),
  clause("modern-irc: CHANMODES Parameter", isupport("CHANMODES")).must(
    "no letter of PREFIX is in CHANMODES",
    async (t) => {
      const features = await advertisedTo(t);
      const both = features.prefixes.filter(({ letter }) => features.value("CHANMODES")?.includes(letter));
      t.equal(both, [], "letters in both");
    },
  ),
  clause("modern-irc: CHANMODES Parameter", isupport("CHANMODES")).must(
    "no letter is in CHANMODES twice",
    async (t) => {
      const features = await advertisedTo(t);
      const letters = [...(features.value("CHANMODES") ?? "").replaceAll(",", "")];
      t.equal(new Set(letters).size, letters.length, "the number of letters");
    },
  ),
  clause("modern-irc: PREFIX Parameter").must("PREFIX pairs each letter with a sign", async (t) => {
    const features = await advertisedTo(t);
    const [, letters = "", signs = ""] = /^\((.*)\)(.*)$/.exec(features.value("PREFIX") ?? "(ov)@+") ?? [];
    t.check(letters.length === signs.length && letters.length > 0, `PREFIX is ${features.value("PREFIX")}`);
  }),
  clause("modern-irc: RPL_MYINFO (004)").must("004 has every channel mode that 005 has", async (t) => {
    const { burst } = await t.client();
    const features = new Isupport(burst.all("005"));
    const channelModes = burst.one("004").params[4] ?? "";
    const { prefixes, chanmodes } = features;
    const advertised = Object.values(chanmodes).join("") + prefixes.map(({ letter }) => letter).join("");
    const missing = [...advertised].filter((letter) => !channelModes.includes(letter));
    t.equal(missing, [], "letters that 004 leaves out");
  }),
  clause("modern-irc: STATUSMSG Parameter", isupport("STATUSMSG")).must(
    "STATUSMSG has signs of PREFIX only",
    async (t) => {
      const features = await advertisedTo(t);
      const signs = features.prefixes.map(({ sign }) => sign);
      const foreign = [...(features.value("STATUSMSG") ?? "")].filter((sign) => !signs.includes(sign));
      t.equal(foreign, [], "other signs");
    },
  ),
  clause("modern-irc: EXCEPTS Parameter", isupport("EXCEPTS")).must(
    "the letter of EXCEPTS is a list mode",
    async (t) => {
      const features = await advertisedTo(t);
      t.check(features.chanmodes.list.includes(features.value("EXCEPTS") || "e"), "it is not");
    },
  ),
  clause("modern-irc: INVEX Parameter", isupport("INVEX")).must(
    "the letter of INVEX is a list mode",
    async (t) => {
      const features = await advertisedTo(t);
      t.check(features.chanmodes.list.includes(features.value("INVEX") || "I"), "it is not");
    },
  ),
  clause("modern-irc: MAXLIST Parameter", isupport("MAXLIST")).must(
    "MAXLIST limits list modes by positive numbers",
    async (t) => {
      const features = await advertisedTo(t);
      for (const entry of features.value("MAXLIST")?.split(",") ?? []) {
        const [letters = "", most = ""] = entry.split(":");
        t.check(
          [...letters].every((letter) => features.chanmodes.list.includes(letter)),
          `${letters} are no lists`,
        );
        t.check(/^[1-9]\d*$/.test(most), `the limit of ${letters} is ${most}`);
      }
    },
  ),
  clause("modern-irc: CHANLIMIT Parameter", isupport("CHANLIMIT")).must(
    "CHANLIMIT limits channel types",
    async (t) => {
      const features = await advertisedTo(t);
      for (const entry of features.value("CHANLIMIT")?.split(",") ?? []) {
        const [types = "", most = ""] = entry.split(":");
        t.check(
          [...types].every((type) => features.value("CHANTYPES")?.includes(type)),
          `${types} are no types`,
        );
        t.check(/^([1-9]\d*)?$/.test(most), `the limit of ${types} is ${most}`);
      }
    },
  ),
  clause("modern-irc: TARGMAX Parameter", isupport("TARGMAX")).must(
    "TARGMAX pairs commands with limits",
    async (t) => {
      const features = await advertisedTo(t);
      const wrong = (features.value("TARGMAX") ?? "")
        .split(",")
        .filter((entry) => !/^[A-Za-z]+:([1-9]\d*)?$/.test(entry));
      t.equal(wrong, [], "other entries");
    },
  ),
  clause("modern-irc: ELIST Parameter", isupport("ELIST")).must("ELIST has known letters only", async (t) => {
    const features = await advertisedTo(t);
    t.check(/^[CMNTU]+$/i.test(features.value("ELIST") ?? ""), `ELIST is ${features.value("ELIST")}`);
  }),
  clause("modern-irc: SAFELIST Parameter", isupport("SAFELIST")).must("SAFELIST has no value", async (t) => {
    const features = await advertisedTo(t);
    t.equal(features.value("SAFELIST"), "", "the value");
  }),
  clause("ircv3: whox", isupport("WHOX")).must("WHOX has no value", async (t) => {
    const features = await advertisedTo(t);
    t.equal(features.value("WHOX"), "", "the value");
  }),
  clause("modern-irc: NETWORK Parameter").should("NETWORK names the network", async (t) => {
    const features = await advertisedTo(t);
    t.check((features.value("NETWORK") ?? "") !== "", "there is no name");
  }),
];

function positiveNumber(name: string): Case {
  return clause(`modern-irc: ${name} Parameter`, isupport(name)).must(
    `${name} is a positive number`,
    async (t) => {
      const { burst } = await t.client();
      const token = burst
        .all("005")
        .flatMap(tokensOf)
        .find((one) => one.startsWith(`${name}=`));
      t.check(/=[1-9]\d*$/.test(token ?? ""), `it is ${token}`);
    },
  );
}

// Read from a connection of its own and not from the facts, so that a proxy in between is noticed.
async function advertisedTo(t: Scene): Promise<Isupport> {
  return new Isupport((await t.client()).burst.all("005"));
}
