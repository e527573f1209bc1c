import { describe, expect, test } from "vitest";
import { userModes, userModeTable } from "../../src/world/user-modes.ts";
import { TestNetwork } from "../kit/network.ts";

function alone(options: { tls?: boolean } = {}) {
  const network = new TestNetwork();
  return { network, alice: network.connect("alice", { address: "192.0.2.10", ...options }) };
}

const from = ":alice!alice@192.0.2.10 MODE alice";
const unknown = "501 :Unknown MODE flag";
const notOperator = "481 :Permission Denied- You're not an IRC operator";

describe("asking", () => {
  test("MODE with the own nick is 221 with the modes", () => {
    const { alice } = alone();
    expect(alice.numerics("MODE alice")).toEqual(["221 +"]);
    alice.ask("MODE alice +wi");
    expect(alice.numerics("MODE ALICE")).toEqual(["221 +iw"]);
  });

  test("another's modes are 502, nobody's 401, to see and to set", () => {
    const { network, alice } = alone();
    network.connect("bob");
    const others = "502 :Can't change mode for other users";
    const nobody = "401 nobody :No such nick/channel";
    expect(alice.numerics("MODE bob", "MODE bob +i", "MODE nobody", "MODE nobody +i")).toEqual([
      others,
      others,
      nobody,
      nobody,
    ]);
    expect(network.node.world.userByNick("bob")?.modes).toBe("");
  });
});

describe("setting", () => {
  test.each(userModeTable.filter((mode) => mode.setBy === "user" && !("reserved" in mode)))(
    "+$letter ($does) is for everybody to set and remove",
    ({ letter }) => {
      const { alice } = alone();
      expect(alice.ask(`MODE alice +${letter}`)).toEqual([`${from} :+${letter}`]);
      expect(alice.numerics("MODE alice")).toEqual([`221 +${letter}`]);
      expect(alice.ask(`MODE alice -${letter}`)).toEqual([`${from} :-${letter}`]);
      expect(alice.numerics("MODE alice")).toEqual(["221 +"]);
    },
  );

  test("one line says everything that changed, and only that", () => {
    const { alice } = alone();
    alice.ask("MODE alice +iB");
    expect(alice.ask("MODE alice +wi-B")).toEqual([`${from} :+w-B`]);
    expect(alice.ask("MODE alice +w-B+i-i+i")).toEqual([]);
  });

  test("a mode string without a sign sets", () => {
    const { alice } = alone();
    expect(alice.ask("MODE alice iw")).toEqual([`${from} :+iw`]);
  });

  test("unknown and reserved letters are 501 once each, the others take effect before", () => {
    const { alice } = alone();
    expect(alice.ask("MODE alice +xiQx-Q")).toEqual([
      `${from} :+i`,
      `:irc.test ${unknown.replace("501", "501 alice")}`,
      `:irc.test ${unknown.replace("501", "501 alice")}`,
    ]);
  });

  test("a line full of what is no letter is refused once", () => {
    const { alice } = alone();
    expect(alice.numerics("MODE alice +1234äöü#:")).toEqual([unknown]);
  });

  test("what the server alone decides is ignored", () => {
    const { alice } = alone({ tls: true });
    expect(alice.ask("MODE alice +or-z", "MODE alice -r")).toEqual([]);
    expect(alice.numerics("MODE alice")).toEqual(["221 +z"]);
  });

  test("the counts of LUSERS follow +i", () => {
    const { network, alice } = alone();
    alice.ask("MODE alice +i");
    expect(network.node.world.invisibleCount).toBe(1);
    alice.ask("MODE alice -i");
    expect(network.node.world.invisibleCount).toBe(0);
  });

  test("who was invisible no longer counts when gone", () => {
    const { network, alice } = alone();
    alice.ask("MODE alice +i", "QUIT");
    expect(network.node.world.invisibleCount).toBe(0);
  });
});

describe("operators", () => {
  test("only they may set H and s", () => {
    const { network, alice } = alone();
    expect(alice.numerics("MODE alice +Hs-Hs")).toEqual([notOperator, notOperator]);
    network.makeOperator(alice);
    expect(alice.ask("MODE alice +H")).toEqual([`${from} :+H`]);
  });

  test("-o makes an ordinary user again, with all that only operators have", () => {
    const { network, alice } = alone();
    network.makeOperator(alice);
    alice.ask("MODE alice +Hsi");
    expect(alice.ask("MODE alice -o")).toEqual([
      `${from} :-Hos`,
      ":irc.test 008 alice + :Server notice mask",
    ]);
    const user = network.node.world.userByNick("alice");
    expect([user?.modes, user?.snomask, user?.oper]).toEqual(["i", "", undefined]);
    expect(network.node.world.operatorCount).toBe(0);
    expect(alice.numerics("MODE alice +s-o+o")).toEqual([notOperator]);
  });

  test("who drops o in a mode string may not set s behind it", () => {
    const { network, alice } = alone();
    network.makeOperator(alice);
    expect(alice.numerics("MODE alice -o+s")).toEqual(["008 + :Server notice mask", notOperator]);
    expect(network.node.world.userByNick("alice")?.modes).toBe("");
  });
});

describe("server notices", () => {
  function operator() {
    const { network, alice } = alone();
    network.makeOperator(alice);
    alice.ask("MODE alice -s");
    return alice;
  }
  const mask = (letters: string) => `008 ${letters} :Server notice mask`;

  test("+s without a mask gives the default categories, and 008 says which", () => {
    const alice = operator();
    expect(alice.ask("MODE alice +s")).toEqual([
      `${from} :+s`,
      ":irc.test 008 alice +fkorsvx :Server notice mask",
    ]);
  });

  test("+s takes a mask that adds and removes categories", () => {
    const alice = operator();
    expect(alice.numerics("MODE alice +s +ck")).toEqual([mask("+ck")]);
    expect(alice.ask("MODE alice +s n-c")).toEqual([":irc.test 008 alice +kn :Server notice mask"]);
    expect(alice.numerics("MODE alice")).toEqual(["221 +os", mask("+kn")]);
  });

  test("unknown categories mean nothing, and none at all is -s", () => {
    const alice = operator();
    expect(alice.ask("MODE alice +s !?ä")).toEqual([]);
    alice.ask("MODE alice +s k");
    expect(alice.ask("MODE alice +s -k")).toEqual([
      `${from} :-s`,
      ":irc.test 008 alice + :Server notice mask",
    ]);
  });

  test("+s again keeps the categories that are set, -s removes them all", () => {
    const alice = operator();
    alice.ask("MODE alice +s c");
    expect(alice.ask("MODE alice +s")).toEqual([]);
    expect(alice.ask("MODE alice -s")).toEqual([`${from} :-s`, ":irc.test 008 alice + :Server notice mask"]);
  });

  test("the mask belongs to s wherever it stands in the mode string", () => {
    const alice = operator();
    expect(alice.ask("MODE alice +wsi +c")[1]).toBe(":irc.test 008 alice +c :Server notice mask");
  });
});

test("every mode of the table is either known or reserved", () => {
  expect([...userModes.keys()].join("")).toBe("BDHRTZgiorswz");
});
