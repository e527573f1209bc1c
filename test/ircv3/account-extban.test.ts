import { describe, expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainResponse } from "../kit/plain.ts";
import { openRoom } from "../kit/room.ts";

/** The #room of alice, with modes; bob and carol are in it, dave is outside; who is named is logged in. */
function room(modes: readonly string[], accounts: Partial<Record<"bob" | "dave", string>> = {}) {
  const { network, ...clients } = openRoom();
  const readAll = () => {
    for (const client of Object.values(clients)) client.read();
  };
  const become = (client: TestClient, account: string | undefined) => {
    logIn(network, client, account);
    readAll();
  };
  if (accounts.bob !== undefined) become(clients.bob, accounts.bob);
  if (accounts.dave !== undefined) become(clients.dave, accounts.dave);
  for (const mode of modes) clients.alice.send(`MODE #room ${mode}`);
  readAll();
  return { network, ...clients, become };
}

const banned = ["474 #room :Cannot join channel (+b)"];
const speak = (client: TestClient) => client.numerics("PRIVMSG #room :hello");
const mute = ["404 #room :Cannot send to channel (+b)"];

// "Servers publishing the ACCOUNTEXTBAN token MUST also publish the EXTBAN token."
test("005 has ACCOUNTEXTBAN, and EXTBAN with each letter it names", () => {
  const tokens = new TestNetwork().connect("alice").numerics("ISUPPORT").join(" ").split(" ");
  const names =
    tokens
      .find((token) => token.startsWith("ACCOUNTEXTBAN="))
      ?.split("=")[1]
      ?.split(",") ?? [];
  const [prefix, letters = ""] =
    tokens
      .find((token) => token.startsWith("EXTBAN="))
      ?.slice(7)
      .split(",") ?? [];
  expect(names).toEqual(["a"]);
  expect([prefix, names.every((name) => letters.includes(name))]).toEqual(["", true]);
});

describe("+b a:name", () => {
  // "Servers MUST support matching exact account names."
  test.each([
    ["the account", "a:bad", "bad", true],
    ["the account in other letters", "a:BAD", "bad", true],
    ["an account in other letters", "a:bad", "BaD", true],
    ["another account", "a:bad", "badder", false],
    ["a part of the account", "a:ad", "bad", false],
    ["an account beyond ASCII", "a:Zoé", "Zoé", true],
    ["an account with signs in it", "a:[b]a.d-~", "[b]a.d-~", true],
    ["an account with a backslash", "a:b\\d", "b\\d", true],
    // "Servers MAY support matching account masks".
    ["a mask", "a:b?d", "bad", true],
    ["a mask of all", "a:*", "bad", true],
    ["a mask of others", "a:c*", "bad", false],
    ["a nick, which is no account", "a:dave", "bad", false],
    ["a hostmask, which is no account", "a:*!*@*", "bad", false],
    ["a letter that means nothing", "b:bad", "bad", false],
  ])("with %s: %s keeps %s out: %s", (_, mask, account, isOut) => {
    const { dave } = room([`+b ${mask}`], { dave: account });
    if (isOut) expect(dave.numerics("JOIN #room")).toEqual(banned);
    else expect(dave.numerics("JOIN #room").at(-1)).toMatch(/^366 #room /);
  });

  test.each(["a:dave", "a:*", "a:"])("%s is about nobody who is in no account", (mask) => {
    const { dave } = room([`+b ${mask}`]);
    expect(dave.numerics("JOIN #room").at(-1)).toMatch(/^366 #room /);
  });

  test("stands in the list as it was set, and is taken away by that", () => {
    const { alice } = room(["+b a:bad"]);
    expect(alice.numerics("MODE #room +b")[0]).toMatch(/^367 #room a:bad alice!alice@\S+ \d+$/);
    expect(alice.ask("MODE #room -b A:bad", "MODE #room -b a:bad")).toEqual([
      ":alice!alice@192.0.2.2 MODE #room -b a:bad",
    ]);
  });

  test("holds against another nick, host and connection of the same account", () => {
    const { dave, network, alice } = room(["+b a:bad"], { dave: "bad" });
    network.makeOperator(alice);
    alice.send("CHGHOST dave elsewhere.example");
    dave.send("NICK other");
    expect(dave.numerics("JOIN #room")).toEqual(banned);
  });

  test("keeps who is inside from speaking and from another nick, until they log out", () => {
    const { bob, become } = room(["+b a:bad"], { bob: "bad" });
    expect(speak(bob)).toEqual(mute);
    expect(bob.numerics("NOTICE #room :hello")).toEqual([]);
    expect(bob.numerics("NICK other")).toEqual([expect.stringMatching(/^435 /)]);
    become(bob, undefined);
    expect(speak(bob)).toEqual([]);
    expect(bob.ask("NICK other")).toEqual([":bob!bob@192.0.2.3 NICK :other"]);
  });

  test("begins when who is inside logs in, and changes with the account", () => {
    const { bob, carol, become } = room(["+b a:bad"]);
    expect(speak(bob)).toEqual([]);
    become(bob, "bad");
    expect(speak(bob)).toEqual(mute);
    become(bob, "good");
    expect(speak(bob)).toEqual([]);
    become(carol, "BAD");
    expect(speak(carol)).toEqual(mute);
  });

  test("lets a member with a voice speak, as any ban does", () => {
    const { bob } = room(["+b a:bad", "+v bob"], { bob: "bad" });
    expect(speak(bob)).toEqual([]);
  });
});

describe("+b m:a:name", () => {
  test("lets in, and keeps from speaking and from another nick", () => {
    const { dave, become } = room(["+b m:a:bad"], { dave: "bad" });
    expect(dave.numerics("JOIN #room").at(-1)).toMatch(/^366 #room /);
    expect(speak(dave)).toEqual(mute);
    expect(dave.numerics("NICK other")).toEqual([expect.stringMatching(/^435 /)]);
    become(dave, "good");
    expect(speak(dave)).toEqual([]);
    become(dave, "bad");
    expect(speak(dave)).toEqual(mute);
    become(dave, undefined);
    expect(speak(dave)).toEqual([]);
  });

  test("is not what m:mask means: that is about nicks and hosts, and keeps nobody out", () => {
    const { dave } = room(["+b m:bad"], { dave: "bad" });
    expect(dave.numerics("JOIN #room").at(-1)).toMatch(/^366 #room /);
    expect(speak(dave)).toEqual([]);
  });

  test("is about the account, not about a nick or host", () => {
    const { bob } = room(["+b m:a:bob"], { bob: "good" });
    expect(speak(bob)).toEqual([]);
  });
});

describe("+e a:name", () => {
  test("lets in and speak whom a ban is about", () => {
    const { dave, bob, become } = room(["+b *!*@*", "+e a:good"], { dave: "good" });
    expect(dave.numerics("JOIN #room").at(-1)).toMatch(/^366 #room /);
    expect(speak(dave)).toEqual([]);
    expect(speak(bob)).toEqual(mute);
    become(dave, undefined);
    expect(speak(dave)).toEqual(mute);
  });

  test("goes before a ban of the same account, and before a quiet of all", () => {
    const { bob, dave } = room(["+b a:*", "+b m:*!*@*", "+e a:good"], { dave: "good", bob: "bad" });
    expect(dave.numerics("JOIN #room").at(-1)).toMatch(/^366 #room /);
    expect(speak(dave)).toEqual([]);
    expect(speak(bob)).toEqual(mute);
  });

  test("m:a:name is an exception from being quiet alone", () => {
    const { dave, bob } = room(["+b m:*!*@*", "+e m:a:good"], { bob: "good" });
    expect(speak(bob)).toEqual([]);
    dave.send("JOIN #room");
    expect(speak(dave)).toEqual(mute);
  });
});

test("+I a:name lets in who is logged in to it, and only them", () => {
  const { dave, become } = room(["+i", "+I a:good"], { dave: "bad" });
  const uninvited = ["473 #room :Cannot join channel (+i)"];
  expect(dave.numerics("JOIN #room")).toEqual(uninvited);
  become(dave, undefined);
  expect(dave.numerics("JOIN #room")).toEqual(uninvited);
  become(dave, "Good");
  expect(dave.numerics("JOIN #room").at(-1)).toMatch(/^366 #room /);
});

test("the account counts that is logged in to before registration, too", async () => {
  const { network, alice } = openRoom("", { accounts: [{ name: "Bad", password: "sesame" }] });
  alice.send("MODE #room +b a:bad");
  const erin = network.open();
  erin.send("CAP REQ :sasl", "NICK erin", "USER erin 0 * :Erin");
  await erin.answer(`AUTHENTICATE PLAIN ${plainResponse("bad", "sesame")}`);
  erin.send("CAP END");
  expect(erin.numerics("JOIN #room")).toEqual(banned);
});
