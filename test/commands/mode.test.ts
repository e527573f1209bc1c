import { expect, test } from "vitest";
import { openRoom } from "../kit/room.ts";

const byAlice = ":alice!alice@192.0.2.2 MODE #room";

test("several modes take effect with one line, seen by all members alike", () => {
  const { alice, bob, dave } = openRoom();
  const line = `${byAlice} +ov-t+k bob carol s3cret`;
  expect(alice.ask("MODE #room +ov-t+k bob carol s3cret")).toEqual([line]);
  expect(bob.read()).toEqual([line]);
  expect(dave.read()).toEqual([]);
});

test("the line says only what took effect, and there is none if all was so already", () => {
  const { alice, bob } = openRoom("+m");
  expect(alice.ask("MODE #room +mi-s")).toEqual([`${byAlice} +i`]);
  bob.read();
  expect(alice.ask("MODE #room +nt-k x")).toEqual([]);
  expect(bob.read()).toEqual([]);
});

test("MODE without modes answers 324 and 329", () => {
  const { network, bob } = openRoom("+lk 10 s3cret");
  const createdAt = Math.floor(network.now / 1000);
  expect(bob.numerics("MODE #room")).toEqual(["324 #room +ntkl s3cret 10", `329 #room ${createdAt}`]);
});

test("who is not in the channel sees * for the key", () => {
  const { dave } = openRoom("+k s3cret");
  expect(dave.numerics("MODE #room")[0]).toBe("324 #room +ntk *");
});

test("list modes without a mask are answered with the list and its end", () => {
  const { network, alice, bob } = openRoom("+beI evil good!*@* *.friend.example");
  const at = Math.floor(network.now / 1000);
  const by = "alice!alice@192.0.2.2";
  expect(bob.numerics("MODE #room b")).toEqual([
    `367 #room evil!*@* ${by} ${at}`,
    "368 #room :End of channel ban list",
  ]);
  expect(bob.numerics("MODE #room +eI")).toEqual([
    `348 #room good!*@* ${by} ${at}`,
    "349 #room :End of channel exception list",
    `346 #room *!*@*.friend.example ${by} ${at}`,
    "347 #room :End of Channel Invite Exception List",
  ]);
  expect(alice.numerics("MODE #room -m+b")).toEqual([
    `367 #room evil!*@* ${by} ${at}`,
    "368 #room :End of channel ban list",
  ]);
});

test("a list asked for many times in one command is shown once", () => {
  const { bob } = openRoom();
  expect(bob.numerics(`MODE #room ${"b".repeat(200)}`)).toEqual(["368 #room :End of channel ban list"]);
});

test("lists are for members", () => {
  const { dave } = openRoom();
  expect(dave.numerics("MODE #room b")).toEqual(["442 #room :You're not on that channel"]);
});

test.each(["p", "s"])("from outside a +%s channel MODE answers as for one that does not exist", (letter) => {
  const { dave } = openRoom(`+${letter}`);
  for (const rest of ["", " b", " +m", " +o dave", " +Z"]) {
    expect(dave.numerics(`MODE #ROOM${rest}`)).toEqual(["403 #ROOM :No such channel"]);
    expect(dave.numerics(`MODE #none${rest}`)).toEqual(["403 #none :No such channel"]);
  }
});

test("unknown letters are refused once each, the others still take effect", () => {
  const { alice } = openRoom();
  expect(alice.ask("MODE #room +YmYX")).toEqual([
    `${byAlice} +m`,
    ":irc.test 472 alice Y :is unknown mode char to me",
    ":irc.test 472 alice X :is unknown mode char to me",
  ]);
});

test.each(["H"])("the reserved letter %s is refused like an unknown one", (letter) => {
  const { alice } = openRoom();
  expect(alice.numerics(`MODE #room +${letter} 1`)).toEqual([`472 ${letter} :is unknown mode char to me`]);
});

test("a line of unknown letters brings a bounded answer", () => {
  const { alice } = openRoom();
  const letters = Array.from({ length: 400 }, (_, index) => String.fromCodePoint(0xa1 + index)).join("");
  expect(alice.numerics(`MODE #room +${letters.slice(0, 200)}`)).toHaveLength(20);
});

test("modes with a parameter beyond MODES are ignored", () => {
  const { alice } = openRoom("", { limits: { modesPerCommand: 3 } });
  expect(alice.ask("MODE #room +bbbbm a b c d")).toEqual([`${byAlice} +bbbm a!*@* b!*@* c!*@*`]);
});

test("what does not fit into one line goes into another, no mask is cut", () => {
  const { alice } = openRoom();
  const masks = Array.from({ length: 20 }, (_, index) => `a-rather-long-one-${index}x`);
  const lines = alice.ask(`MODE #room +${"b".repeat(20)} ${masks.join(" ")}`);
  expect(lines.length).toBe(2);
  expect(lines.every((line) => Buffer.byteLength(line) <= 510)).toBe(true);
  expect(lines.flatMap((line) => line.split(" ").slice(4))).toEqual(masks.map((mask) => `${mask}!*@*`));
});

test("who has no status changes nothing and reads 482 once", () => {
  const { alice, bob } = openRoom();
  expect(bob.numerics("MODE #room +mo-t+b bob x")).toEqual(["482 #room :You're not channel operator"]);
  expect(alice.read()).toEqual([]);
});

test("who is not in the channel reads 442", () => {
  const { dave } = openRoom();
  expect(dave.numerics("MODE #room +m")).toEqual(["442 #room :You're not on that channel"]);
});

test("a status needs a user of the network, in the channel", () => {
  const { alice } = openRoom();
  expect(alice.numerics("MODE #room +vv nobody dave")).toEqual([
    "401 nobody :No such nick/channel",
    "441 dave #room :They aren't on that channel",
  ]);
});

test.each([..."kljfohv"])("+%s without its parameter is ignored, the other modes take effect", (letter) => {
  const { alice } = openRoom();
  expect(alice.ask(`MODE #room +${letter}m`)).toEqual([`${byAlice} +m`]);
});

test("modes of one command are judged one after the other", () => {
  const { alice } = openRoom();
  expect(alice.ask("MODE #room -o+m alice")).toEqual([
    `${byAlice} -o alice`,
    ":irc.test 482 alice #room :You're not channel operator",
  ]);
});

test("anybody may give up their own status", () => {
  const { alice, bob } = openRoom("+v bob");
  expect(bob.ask("MODE #room -v BOB")).toEqual([":bob!bob@192.0.2.3 MODE #room -v bob"]);
  expect(alice.read()).toHaveLength(1);
  expect(bob.ask("MODE #room -v bob")).toEqual([]);
});
