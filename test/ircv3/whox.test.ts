import { describe, expect, test } from "vitest";
import { openRoomAsking } from "../kit/asking-room.ts";
import { forceAccount, forceAway, forceChannelModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

const end = (mask: string) => `315 ${mask} :End of WHO list`;

// "Servers … MUST include the WHOX token in RPL_ISUPPORT without any value."
test("WHOX is in 005 without a value", () => {
  const { alice } = openRoom();
  expect(alice.ask("VERSION").join(" ").split(" ")).toContain("WHOX");
});

// "Exactly the fields requested by the client MUST be returned"
test.each([
  ["t", "42"],
  ["c", "#room"],
  ["u", "bob"],
  ["i", "255.255.255.255"],
  ["h", "192.0.2.3"],
  ["s", "irc.test"],
  ["n", "bob"],
  ["f", "G+"],
  ["d", "0"],
  ["l", "7"],
  ["a", "Bobby"],
  ["o", "n/a"],
  ["r", ":bob Example"],
])("the field %s alone is %j", (letter, value) => {
  const { network, alice } = openRoom("+v bob");
  forceAccount(network, "bob", "Bobby");
  forceAway(network, "bob", "lunch");
  network.advance(7_000);
  expect(alice.numerics(`WHO bob %${letter},42`)).toEqual([`354 ${value}`, end("bob")]);
});

// "Servers MUST send the fields in the order specified above", whatever that of the request.
test("all fields come in their order, however they were asked for, and each once", () => {
  const { network, alice } = openRoom("+v bob");
  forceAccount(network, "bob", "Bobby");
  const row = "354 7 #room bob 255.255.255.255 192.0.2.3 irc.test bob H+ 0 0 Bobby n/a :bob Example";
  for (const fields of ["tcuihsnfdlaor", "roaldfnshiuct", "ttccuuiihhssnnffddllaaoorr"]) {
    expect(alice.numerics(`WHO bob %${fields},7`), fields).toEqual([row, end("bob")]);
  }
});

test("the requests of the examples bring what their rules say", () => {
  const { network, alice } = openRoom();
  forceAccount(network, "bob", "coolaccount");
  expect(alice.numerics("WHO bob %cuhnar")[0]).toBe("354 #room bob 192.0.2.3 bob coolaccount :bob Example");
  expect(alice.numerics("WHO #room %afnt,42")).toEqual([
    "354 42 alice H@ 0",
    "354 42 bob H coolaccount",
    "354 42 carol H 0",
    end("#room"),
  ]);
});

// "Servers MUST NOT send RPL_WHOREPLY replies."
test.each(["%", "%,42", "%ZXYQ", "%NCU", "%!?"])(
  "%s asks for no field that there is: 315 alone",
  (fields) => {
    const { alice } = openRoom();
    for (const mask of ["bob", "#room", "b*"]) {
      expect(alice.numerics(`WHO ${mask} ${fields}`), mask).toEqual([end(mask)]);
    }
  },
);

// "Servers MUST ignore any non-standard field they don't support."
test("fields nobody knows are ignored beside those there are", () => {
  const { alice } = openRoom();
  expect(alice.numerics("WHO bob %Znxb!a")[0]).toBe("354 bob 0");
});

describe("a token", () => {
  test.each([
    ["0", "0"],
    ["007", "007"],
    ["999", "999"],
    ["1000", "0"],
    ["-1", "0"],
    ["4x", "0"],
    ["٣", "0"],
    ["", "0"],
    ["42,7", "42"],
  ])("%j is returned as %s: at most three digits are one", (token, shown) => {
    const { alice } = openRoom();
    expect(alice.numerics(`WHO bob %tn,${token}`)[0]).toBe(`354 ${shown} bob`);
  });

  test("is not returned to who has not asked for t, and is zero where t stands without one", () => {
    const { alice } = openRoom();
    expect(alice.numerics("WHO bob %n,42")[0]).toBe("354 bob");
    expect(alice.numerics("WHO bob %tn")[0]).toBe("354 0 bob");
  });
});

describe("placeholders", () => {
  test("the channel is * where none is shown", () => {
    const { network, alice } = openRoom();
    const erin = network.connect("erin");
    expect(alice.numerics("WHO erin %cn")[0]).toBe("354 * erin");
    erin.send("JOIN #secret", "MODE #secret +s");
    expect(alice.numerics("WHO erin %cn")[0]).toBe("354 * erin");
    erin.send("JOIN #open");
    expect(alice.numerics("WHO erin %cn")[0]).toBe("354 #open erin");
  });

  test("the account is 0 of who is in none", () => {
    const { alice } = openRoom();
    expect(alice.numerics("WHO bob %na")[0]).toBe("354 bob 0");
  });

  test("the address is shown to oneself and to operators who may see it, whatever the host", () => {
    const network = new TestNetwork();
    const alice = network.connect("alice", { address: "2001:db8::7" });
    const bob = network.connect("bob", { address: "::1" });
    network.makeOperator(bob, ["chghost", "see-hosts"]);
    bob.send("CHGHOST alice staff.example");
    expect(alice.numerics("WHO alice %ih")[0]).toBe("354 2001:db8::7 staff.example");
    expect(alice.numerics("WHO bob %ih")[0]).toBe("354 255.255.255.255 0::1");
    expect(bob.numerics("WHO alice %ih")[0]).toBe("354 2001:db8::7 staff.example");
    expect(bob.numerics("WHO bob %i")[0]).toBe("354 0::1");
    network.makeOperator(bob, ["chghost"]);
    expect(bob.numerics("WHO alice %i")[0]).toBe("354 255.255.255.255");
  });
});

test("the flags are those of WHO: away, operator, all prefixes for who asked, a bot", () => {
  const { network, alice, bob } = openRoomAsking("multi-prefix", "+ov bob bob");
  network.makeOperator(bob);
  bob.ask("MODE bob +B", "AWAY :lunch");
  expect(alice.numerics("WHO bob %f")[0]).toBe("354 G*@+B");
  alice.ask("CAP REQ :-multi-prefix");
  expect(alice.numerics("WHO bob %f")[0]).toBe("354 G*@B");
});

test("a channel from outside, and the crowd of +u, are hidden in rows as they are in WHO", () => {
  const { network, alice, bob, dave } = openRoom();
  forceChannelModes(network, "#room", "us");
  expect(dave.numerics("WHO #room %n", "WHO alice %cn")).toEqual([end("#room"), "354 * alice", end("alice")]);
  expect(bob.numerics("WHO #room %n")).toEqual(["354 alice", "354 bob", end("#room")]);
  expect(bob.numerics("WHO carol %cn")).toEqual(["354 * carol", end("carol")]);
  expect(alice.numerics("WHO carol %cn")[0]).toBe("354 #room carol");
});

test("a mask is answered with WHOX rows, too, and o before the percent sign asks for operators", () => {
  const { network, alice, bob } = openRoom();
  network.makeOperator(bob);
  expect(alice.numerics("WHO *Example %nu")).toEqual([
    ...["alice", "bob", "carol", "dave"].map((nick) => `354 ${nick} ${nick}`),
    end("*Example"),
  ]);
  expect(alice.numerics("WHO * o%n")).toEqual(["354 bob", end("*")]);
});
