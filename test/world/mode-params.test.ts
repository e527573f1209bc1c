import fc from "fast-check";
import { expect, test } from "vitest";
import { openRoom } from "../kit/room.ts";

const byAlice = ":alice!alice@192.0.2.2 MODE #room";

test.each([
  ["evil", "evil!*@*"],
  ["*@host.example", "*!*@host.example"],
  ["host.example", "*!*@host.example"],
  ["n!u@h", "n!u@h"],
  ["****a**", "*a*!*@*"],
  ["2001:db8::7", "*!*@2001:db8::7"],
  ["m:evil", "m:evil"],
  ["x:evil", "*!*@x:evil"],
])("+b %s stands in the list as %s", (mask, stored) => {
  const { alice } = openRoom();
  expect(alice.ask(`MODE #room +b ${mask}`)).toEqual([`${byAlice} +b ${stored}`]);
  expect(alice.ask(`MODE #room +b ${mask.toUpperCase().replace(/^[MX]:/, (x) => x.toLowerCase())}`)).toEqual(
    [],
  );
  expect(alice.ask(`MODE #room -b ${mask}`)).toEqual([`${byAlice} -b ${stored}`]);
});

test.each([":a b", ":", "m:", ":\ta", "x".repeat(300)])("+b %j is refused with 696", (mask) => {
  const { alice } = openRoom();
  expect(alice.numerics(`MODE #room +b ${mask}`)[0]).toMatch(/^696 #room b /);
});

test("the lists of a channel together hold as many entries as MAXLIST says", () => {
  const { alice } = openRoom("+beI a b c", { limits: { listEntries: 4 } });
  expect(alice.ask("MODE #room +bbbe d e a f")).toEqual([
    `${byAlice} +b d!*@*`,
    ":irc.test 478 alice #room b :Channel list is full",
    ":irc.test 478 alice #room e :Channel list is full",
  ]);
});

test("a mask of stars and letters is matched in no time", () => {
  const { alice, dave } = openRoom(`+b ${"*a".repeat(90)}*b`);
  expect(alice.numerics("MODE #room b")).toHaveLength(2);
  const long = "a".repeat(30);
  dave.send(`NICK ${long}`);
  expect(dave.numerics("JOIN #room")[0]).toContain("353");
  expect(alice.read().at(-1)).toContain("JOIN");
});

test.each(["0", "-1", "NaN", "1e3", "18446744073709551616", "2147483648", "", "٣"])(
  "+l %s is refused with 696",
  (limit) => {
    const { alice } = openRoom();
    expect(alice.numerics(`MODE #room +l :${limit}`)).toEqual([
      `696 #room l ${limit === "" ? "*" : limit} :A limit is a number from 1 to 2147483647`,
    ]);
  },
);

test("+l takes a number as it is meant, and -l needs none", () => {
  const { alice } = openRoom();
  expect(alice.ask("MODE #room +l 0012")).toEqual([`${byAlice} +l 12`]);
  expect(alice.ask("MODE #room -l")).toEqual([`${byAlice} -l`]);
});

test.each(["1", "1:", ":1", "0:5", "5:0", "101:5", "5:3601", "a:b", "1:2:3", "-1:5"])(
  "+j %s is refused with 696",
  (rate) => {
    const { alice } = openRoom();
    expect(alice.numerics(`MODE #room +j :${rate}`)[0]).toMatch(/^696 #room j /);
  },
);

const floodWords =
  "Lines and seconds are given as n:s, up to 100:3600, or n:s:action, which is block, kick, ban";

test.each([
  ["F", "5", floodWords],
  ["F", "0:5", floodWords],
  ["F", "5:10:", floodWords],
  ["F", "5:10:burn", floodWords],
  ["F", "5:10:ban:x", floodWords],
  ["F", "101:10", floodWords],
  ["E", "5", "Times and seconds are given as n:s, up to 100:3600"],
  ["E", "1:3601", "Times and seconds are given as n:s, up to 100:3600"],
  ["W", "0", "Seconds are a number from 1 to 21600"],
  ["W", "21601", "Seconds are a number from 1 to 21600"],
  ["W", "1e3", "Seconds are a number from 1 to 21600"],
  ["J", "-5", "Seconds are a number from 1 to 3600"],
  ["J", "3601", "Seconds are a number from 1 to 3600"],
])("+%s %s is refused with 696, which names what is allowed", (letter, param, reason) => {
  const { alice } = openRoom();
  expect(alice.numerics(`MODE #room +${letter} ${param}`)).toEqual([
    `696 #room ${letter} ${param} :${reason}`,
  ]);
});

test.each([
  ["F", "05:010", "5:10"],
  ["F", "5:10:block", "5:10"],
  ["F", "5:10:kick", "5:10:kick"],
  ["E", "2:60", "2:60"],
  ["W", "0030", "30"],
  ["J", "60", "60"],
])("+%s %s is shown as %s, and removed without a parameter", (letter, param, shown) => {
  const { alice } = openRoom();
  expect(alice.ask(`MODE #room +${letter} ${param}`)).toEqual([`${byAlice} +${letter} ${shown}`]);
  expect(alice.ask(`MODE #room -${letter}`)).toEqual([`${byAlice} -${letter}`]);
});

test.each([":a b", "a,b", "::a", ":", `${"x".repeat(33)}`, ":a\tb"])("+k %j is refused with 696", (key) => {
  const { alice } = openRoom();
  expect(alice.numerics(`MODE #room +k ${key}`)[0]).toMatch(/^696 #room k /);
});

test("a key is set once, and removed with any parameter", () => {
  const { alice } = openRoom("+k one");
  expect(alice.numerics("MODE #room +k two")).toEqual(["467 #room :Channel key already set"]);
  expect(alice.ask("MODE #room +k one")).toEqual([]);
  expect(alice.ask("MODE #room -k x")).toEqual([`${byAlice} -k *`]);
  expect(alice.ask("MODE #room +k-k two two")).toEqual([`${byAlice} +k-k two *`]);
});

const paramModes = fc.oneof(
  fc.tuple(fc.constantFrom("+l", "-l"), fc.integer({ min: -1, max: 50 }).map(String)),
  fc.tuple(fc.constantFrom("+k", "-k"), fc.constantFrom("key", "a,b", "other")),
  fc.tuple(fc.constantFrom("+j", "-j"), fc.constantFrom("3:10", "0:1", "100:3600")),
  fc.tuple(fc.constantFrom("+F", "-F"), fc.constantFrom("5:10", "5:10:ban", "5:10:x")),
  fc.tuple(fc.constantFrom("+E", "-E"), fc.constantFrom("1:10", "0:1")),
  fc.tuple(fc.constantFrom("+W", "-W", "+J", "-J"), fc.constantFrom("30", "0")),
  fc.tuple(fc.constantFrom("+f", "-f"), fc.constantFrom("#lobby", "#none")),
  fc.tuple(fc.constantFrom("+b", "-b", "+e", "-e", "+I"), fc.constantFrom("x", "X", "m:y", "*@h")),
  fc.tuple(
    fc.constantFrom(...[..."BCDGKMNOPQRSTUVcimnprstuzAXY"].flatMap((letter) => [`+${letter}`, `-${letter}`])),
    fc.constant(""),
  ),
);

test("after any modes, what 324 shows makes the same modes on a fresh channel", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(paramModes, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
      (commands) => {
        const { network, alice, dave } = openRoom();
        alice.send("JOIN #lobby");
        for (const modes of commands) {
          const letters = modes.map(([letter]) => letter).join("");
          // Where a mode takes no parameter none is given, so that the others keep theirs.
          const params = modes.filter(([letter]) => !/-[ljfFEWJ]/.test(letter)).map(([, param]) => param);
          alice.send(`MODE #room ${letters} ${params.filter((param) => param !== "").join(" ")}`);
        }
        const [shown = ""] = alice.numerics("MODE #room");
        const modes = shown.slice("324 #room ".length);
        expect(modes).not.toMatch(/^\+\w*p\w*s/);
        dave.send("JOIN #fresh", "MODE #fresh -nt", "JOIN #lobby");
        alice.send("MODE #lobby +o dave");
        dave.send(`MODE #fresh ${modes}`);
        const [again = ""] = dave.numerics("MODE #fresh");
        expect(again.slice("324 #fresh ".length)).toBe(modes);
        const lists = network.node.world.channelByName("#room")?.lists ?? new Map();
        for (const entries of lists.values()) {
          const masks = entries.map((entry: { mask: string }) => entry.mask.toLowerCase());
          expect(masks.length).toBeGreaterThan(0);
          expect(new Set(masks).size).toBe(masks.length);
        }
      },
    ),
    { numRuns: 50 },
  );
});
