import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

// What METADATA does is in test/ircv3/metadata*.test.ts.

test("METADATA tells what is wrong with what was asked", () => {
  const alice = new TestNetwork({ unlimited: true }).connect("alice");
  const asked = [
    "METADATA",
    "METADATA *",
    "METADATA * destr0y",
    "METADATA * GET",
    "METADATA * SET",
    "METADATA * SET status hello world",
    "METADATA * SUB",
    "METADATA * LIST url",
  ];
  const few = ":Not enough parameters";
  const many = ":Too many parameters: a value of several words needs a colon";
  expect(alice.ask(...asked)).toEqual([
    `:irc.test FAIL METADATA INVALID_PARAMS * ${few}`,
    `:irc.test FAIL METADATA INVALID_PARAMS * ${few}`,
    ":irc.test FAIL METADATA SUBCOMMAND_INVALID destr0y :Invalid subcommand",
    `:irc.test FAIL METADATA INVALID_PARAMS GET ${few}`,
    `:irc.test FAIL METADATA INVALID_PARAMS SET ${few}`,
    `:irc.test FAIL METADATA INVALID_PARAMS SET ${many}`,
    `:irc.test FAIL METADATA INVALID_PARAMS SUB ${few}`,
    `:irc.test FAIL METADATA INVALID_PARAMS LIST ${many}`,
  ]);
});

test("subcommands are read in any case, and __proto__ is none", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.ask("metadata * set url :x")).toEqual([":irc.test 761 alice * url * :x"]);
  expect(alice.ask("METADATA * __proto__ x")[0]).toContain("SUBCOMMAND_INVALID __proto__");
  expect(alice.numerics("METADATA * SET __proto__ :x", "METADATA * GET constructor __proto__")).toEqual([
    "761 * __proto__ * :x",
    "766 alice constructor :key not set",
    "761 alice __proto__ * :x",
  ]);
});

test("WHOIS tells who knows metadata what somebody says of themselves", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const bob = network.connect("bob", { caps: "batch draft/metadata-2" });
  alice.send("METADATA * SET pronouns :she/her");
  expect(bob.numerics("WHOIS alice")).toContain("760 alice pronouns * :she/her");
  expect(alice.numerics("WHOIS alice").join()).not.toContain("760 ");
});
