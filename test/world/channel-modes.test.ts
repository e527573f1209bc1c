import { expect, test } from "vitest";
import { chanmodesToken, channelModes, channelModeTable } from "../../src/world/channel-modes.ts";
import { forceAccount } from "../kit/force.ts";
import { openRoom } from "../kit/room.ts";

const refused = (reason: string) => [`404 #room :Cannot send to channel (${reason})`];

test("CHANMODES names every mode that works and no reserved one", () => {
  expect(chanmodesToken()).toBe("beI,k,EFJWfjl,BCDGKMNOPQRSTUVcimnprstuz");
  const all = channelModeTable.map((mode) => ({ ...mode, reserved: undefined }));
  expect(chanmodesToken(all.map(({ reserved: _, ...mode }) => mode))).toBe(
    "beI,k,EFHJWfjl,BCDGKMNOPQRSTUVcimnprstuz",
  );
});

test("no letter is a mode twice", () => {
  expect(new Set(channelModeTable.map((mode) => mode.letter)).size).toBe(channelModeTable.length);
  expect([...channelModes.keys()].join("")).not.toMatch(/H/);
});

test("+b keeps out and silences by shown host, also after a nick change; +e excepts", () => {
  const { alice, bob, dave } = openRoom("+bb *!*@192.0.2.5 *!bob@*");
  expect(dave.numerics("JOIN #room")).toEqual(["474 #room :Cannot join channel (+b)"]);
  dave.send("NICK erin");
  expect(dave.numerics("JOIN #room")).toEqual(["474 #room :Cannot join channel (+b)"]);
  expect(bob.numerics("PRIVMSG #room :hi")).toEqual(refused("+b"));
  expect(bob.numerics("NICK robert")).toEqual([
    "435 bob #room :Cannot change nickname while banned on channel",
  ]);
  alice.send("MODE #room +ee erin bob");
  expect(dave.numerics("JOIN #room")[0]).toContain("353");
  expect(bob.numerics("PRIVMSG #room :hi")).toEqual([]);
});

test("+b m:mask lets in but not speak, unless voiced or excepted", () => {
  const { alice, dave } = openRoom("+b m:dave");
  expect(alice.numerics("MODE #room b")[0]).toContain("367 #room m:dave ");
  dave.send("JOIN #room");
  expect(dave.numerics("PRIVMSG #room :hi")).toEqual(refused("+b"));
  alice.send("MODE #room +v dave");
  expect(dave.numerics("PRIVMSG #room :hi")).toEqual([]);
  alice.send("MODE #room -v+e dave dave");
  expect(dave.numerics("PRIVMSG #room :hi")).toEqual([]);
});

test("+e m:mask excepts from quiets, not from bans", () => {
  const { alice, bob } = openRoom("+be m:*!*@* m:bob");
  expect(bob.numerics("PRIVMSG #room :hi")).toEqual([]);
  alice.send("MODE #room +b bob");
  expect(bob.numerics("PRIVMSG #room :hi")).toEqual(refused("+b"));
});

test("+i lets in only who is invited or on +I", () => {
  const { alice, dave } = openRoom("+i");
  expect(dave.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
  alice.send("MODE #room +I *!dave@*");
  expect(dave.numerics("JOIN #room")[0]).toContain("353");
});

test("+k asks for the key", () => {
  const { dave } = openRoom("+k s3cret");
  expect(dave.numerics("JOIN #room", "JOIN #room S3CRET")).toEqual([
    "475 #room :Cannot join channel (+k)",
    "475 #room :Cannot join channel (+k)",
  ]);
  expect(dave.numerics("JOIN #room s3cret")[0]).toContain("353");
});

test("+f sends on, once, who may not join", () => {
  const { alice, dave } = openRoom();
  alice.send("JOIN #lobby", "MODE #room +if #lobby", "MODE #lobby +f #room");
  expect(dave.ask("JOIN #room").slice(0, 2)).toEqual([
    ":irc.test 470 dave #room #lobby :Forwarding to another channel",
    ":dave!dave@192.0.2.5 JOIN #lobby",
  ]);
  dave.send("PART #lobby");
  alice.send("MODE #lobby +i");
  expect(dave.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
});

test("+f needs another channel that exists, and an operator of it", () => {
  const { alice, bob } = openRoom();
  bob.send("JOIN #bobs");
  alice.send("JOIN #bobs");
  expect(alice.numerics("MODE #room +fff #none #ROOM #bobs")).toEqual([
    "403 #none :No such channel",
    "696 #room f #ROOM :A channel cannot forward to itself",
    "482 #bobs :You're not channel operator",
  ]);
});

test("where +f leads is shown to those who may know of it", () => {
  const { alice, bob, dave } = openRoom();
  alice.send("JOIN #lobby", "MODE #room +f #lobby");
  expect(dave.numerics("MODE #room")[0]).toBe("324 #room +ntf #lobby");
  alice.send("MODE #lobby +s");
  expect(dave.numerics("MODE #room")[0]).toBe("324 #room +ntf *");
  expect(bob.numerics("MODE #room")[0]).toBe("324 #room +ntf #lobby");
});

test("+j lets in so many in so many seconds", () => {
  const { network, dave } = openRoom("+j 1:10");
  const erin = network.connect("erin");
  expect(dave.numerics("JOIN #room")[0]).toContain("353");
  expect(erin.numerics("JOIN #room")).toEqual(["480 #room :Cannot join channel (+j)"]);
  network.now += 10_000;
  expect(erin.numerics("JOIN #room")[0]).toContain("353");
});

test("+l bounds the members", () => {
  const { alice, dave } = openRoom("+l 3");
  expect(dave.numerics("JOIN #room")).toEqual(["471 #room :Cannot join channel (+l)"]);
  alice.send("MODE #room +l 4");
  expect(dave.numerics("JOIN #room")[0]).toContain("353");
});

test("+C stops CTCP but ACTION", () => {
  const { bob } = openRoom("+C");
  expect(bob.numerics("PRIVMSG #room :\x01VERSION\x01")).toEqual(refused("+C"));
  expect(bob.numerics("PRIVMSG #room :\x01ACTION waves\x01")).toEqual([]);
});

test("+K stops knocking", () => {
  const { dave } = openRoom("+iK");
  expect(dave.numerics("KNOCK #room")).toEqual(["480 #room :Cannot knock (+K)"]);
});

test("+M lets only the logged-in speak, and the voiced", () => {
  const { network, alice, bob, carol } = openRoom("+M");
  for (const client of [bob, carol]) expect(client.numerics("PRIVMSG #room :hi")).toEqual(refused("+M"));
  forceAccount(network, "bob", "robert");
  expect(bob.numerics("PRIVMSG #room :hi")).toEqual([]);
  alice.send("MODE #room +v carol");
  expect(carol.numerics("PRIVMSG #room :hi")).toEqual([]);
});

test("+N stops nick changes of those without a status", () => {
  const { alice, bob } = openRoom("+N");
  expect(bob.numerics("NICK robert")).toEqual(["447 #room :Cannot change nickname while on #room (+N)"]);
  expect(alice.ask("NICK alicia")).toEqual([":alice!alice@192.0.2.2 NICK :alicia"]);
});

test("+O lets only IRC operators in, and only they set it", () => {
  const { network, alice, dave } = openRoom();
  expect(alice.numerics("MODE #room +O")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
  network.makeOperator(alice);
  alice.send("MODE #room +O");
  expect(dave.numerics("JOIN #room")).toEqual(["520 #room :Cannot join channel (operators only, +O)"]);
  network.makeOperator(dave);
  expect(dave.numerics("JOIN #room")[0]).toContain("353");
});

test("+P keeps an empty channel with its modes, and its next visitor is no operator", () => {
  const { network, alice, bob, carol, dave } = openRoom("+m");
  expect(alice.numerics("MODE #room +P")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
  network.makeOperator(alice);
  alice.send("MODE #room +P");
  for (const client of [alice, bob, carol]) client.send("PART #room");
  expect(dave.numerics("JOIN #room")[0]).toBe("353 = #room :dave");
  expect(dave.numerics("MODE #room")[0]).toBe("324 #room +Pmnt");
});

test("+Q stops kicks, the founder's too", () => {
  const { alice } = openRoom("+Q");
  expect(alice.numerics("KICK #room bob")).toEqual(["484 #room :Cannot kick bob (+Q)"]);
});

test("+R lets only the logged-in join", () => {
  const { network, dave } = openRoom("+R");
  expect(dave.numerics("JOIN #room")).toEqual(["477 #room :You need to be logged in to join that channel"]);
  forceAccount(network, "dave", "david");
  expect(dave.numerics("JOIN #room")).toContain("366 #room :End of /NAMES list");
});

test("+S strips colour and formatting", () => {
  const { alice, bob } = openRoom("+S");
  bob.send("PRIVMSG #room :\x02bold\x02 \x0304red\x03 plain");
  expect(alice.read()[0]).toMatch(/ :bold red plain$/);
});

test("+T stops notices", () => {
  const { alice, bob } = openRoom("+T");
  expect(bob.ask("NOTICE #room :hi")).toEqual([]);
  expect(alice.read()).toEqual([]);
  bob.send("PRIVMSG #room :hi");
  expect(alice.read()).toHaveLength(1);
});

test("+U shows operators what +m and +b keep from the others", () => {
  const { alice, bob, carol } = openRoom("+mU");
  expect(bob.ask("PRIVMSG #room :hi")).toEqual([]);
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 PRIVMSG #room :hi"]);
  expect(carol.read()).toEqual([]);
});

test("+V stops invitations", () => {
  const { alice, dave } = openRoom("+V");
  expect(alice.numerics("INVITE dave #room")).toEqual(["518 #room :Cannot invite (+V)"]);
  expect(dave.read()).toEqual([]);
});

test("+c refuses colour", () => {
  const { bob } = openRoom("+c");
  expect(bob.numerics("PRIVMSG #room :\x0304red")).toEqual(refused("+c"));
  expect(bob.numerics("PRIVMSG #room :plain")).toEqual([]);
});

test("+m lets only voice and above speak", () => {
  const { alice, bob } = openRoom("+m");
  expect(bob.numerics("PRIVMSG #room :hi")).toEqual(refused("+m"));
  alice.send("MODE #room +v bob");
  expect(bob.numerics("PRIVMSG #room :hi")).toEqual([]);
});

test("+n keeps out words from outside", () => {
  const { alice, dave } = openRoom();
  expect(dave.numerics("PRIVMSG #room :hi")).toEqual(refused("+n"));
  alice.send("MODE #room -n");
  expect(dave.numerics("PRIVMSG #room :hi")).toEqual([]);
  expect(alice.read().at(-1)).toContain("PRIVMSG #room :hi");
});

test("+p and +s take the place of one another", () => {
  const { alice } = openRoom("+s");
  expect(alice.ask("MODE #room +p")).toEqual([":alice!alice@192.0.2.2 MODE #room -s+p"]);
  expect(alice.ask("MODE #room +s")).toEqual([":alice!alice@192.0.2.2 MODE #room -p+s"]);
});

test("+r is the server's alone", () => {
  const { network, alice } = openRoom();
  network.makeOperator(alice);
  expect(alice.numerics("MODE #room +r")).toEqual(["468 #room :Only servers can change that mode"]);
});

test("+t lets only half-operators and above set the topic", () => {
  const { alice, bob } = openRoom();
  expect(bob.numerics("TOPIC #room :mine")).toEqual(["482 #room :You're not channel operator"]);
  alice.send("MODE #room +h bob");
  bob.read();
  expect(bob.ask("TOPIC #room :mine")).toEqual([":bob!bob@192.0.2.3 TOPIC #room :mine"]);
});

test("+z keeps out who is not on TLS, and is refused while one is inside", () => {
  const { network, alice, dave } = openRoom();
  expect(alice.numerics("MODE #room +z")).toEqual([
    "490 #room :all members of the channel must be connected via TLS",
  ]);
  const erin = network.connect("erin", { tls: true });
  erin.send("JOIN #tls", "MODE #tls +z");
  expect(dave.numerics("JOIN #tls")).toEqual(["489 #tls :Cannot join channel (TLS only, +z)"]);
  expect(network.connect("frank", { tls: true }).numerics("JOIN #tls")[0]).toContain("353");
});
