import { expect, test } from "vitest";
import { statsReports } from "../../src/commands/stats-reports.ts";
import { forceUserModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

const hash = `$scrypt$ln=14,r=8,p=1$${"a".repeat(22)}$${"b".repeat(43)}`;

function operatorOf(network: TestNetwork) {
  const alice = network.connect("alice");
  network.makeOperator(alice);
  return alice;
}

test("every letter that the documents name has its report", () => {
  expect([...statsReports.keys()].join("")).toBe("CcdeFgiklmnOopqtuyz");
});

test.each([...statsReports.keys()])(
  "STATS %s ends in 219 for operators, and refuses or answers others",
  (letter) => {
    const network = new TestNetwork();
    const alice = network.connect("alice");
    const first = alice.numerics(`STATS ${letter}`);
    expect(first.at(-1)).toBe(`219 ${letter} :End of /STATS report`);
    const refused = first[0] === "481 :Permission Denied- You're not an IRC operator";
    expect(refused).toBe(statsReports.get(letter)?.forOperators);
    network.makeOperator(alice);
    const second = alice.numerics(`STATS ${letter}`);
    expect(second.at(-1)).toBe(`219 ${letter} :End of /STATS report`);
    expect(second.some((line) => line.startsWith("481"))).toBe(false);
  },
);

test("an unknown letter answers the end alone, of another server 402", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("STATS w")).toEqual(["219 w :End of /STATS report"]);
  expect(alice.numerics("STATS u other.test")).toEqual(["402 other.test :No such server"]);
  expect(alice.numerics("STATS")).toEqual(["461 STATS :Not enough parameters"]);
});

test("STATS u tells how long the server has been up, and how many connected", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.now += ((2 * 24 + 3) * 60 + 4) * 60_000 + 5000;
  expect(alice.numerics("STATS u")).toEqual([
    "242 :Server Up 2 days 3:04:05",
    "250 :Highest connection count: 1 (1 clients) (1 connections received)",
    "219 u :End of /STATS report",
  ]);
});

test("STATS m counts the commands that were used", () => {
  const alice = new TestNetwork().connect("alice");
  alice.send("PING 1", "PING 2");
  expect(alice.numerics("STATS m")).toEqual([
    "212 NICK 1",
    "212 PING 2",
    "212 STATS 1",
    "212 USER 1",
    "219 m :End of /STATS report",
  ]);
});

test("STATS l shows a user their own connection, with messages and bytes of each direction", () => {
  const network = new TestNetwork();
  network.connect("bob");
  const alice = network.open();
  const read = alice.ask("NICK alice", "USER alice 0 * :Alice");
  network.now += 9000;
  const sent = read.length;
  const bytes = Buffer.byteLength(`${read.join("\r\n")}\r\n`);
  expect(alice.numerics("STATS l")).toEqual([
    `211 alice[alice@192.0.2.3] 0 ${sent} ${bytes} 3 ${"NICK alice\r\nUSER alice 0 * :Alice\r\nSTATS l\r\n".length} :9`,
    "219 l :End of /STATS report",
  ]);
});

test("STATS l shows every connection to operators", () => {
  const network = new TestNetwork();
  const alice = operatorOf(network);
  network.connect("bob");
  network.open();
  const links = alice.numerics("STATS l").map((line) => line.split(" ")[1]);
  expect(links).toEqual(["alice[alice@192.0.2.2]", "bob[bob@192.0.2.3]", "unregistered", "l"]);
});

test("STATS o shows who may become an operator from where, and no password", () => {
  const opers = [
    { name: "admin", password: hash, hosts: ["*@127.0.0.1", "*@::1"], privileges: ["kill" as const] },
  ];
  const alice = operatorOf(new TestNetwork({ opers }));
  expect(alice.numerics("STATS o")).toEqual([
    "243 O *@127.0.0.1 * admin kill operators",
    "243 O *@::1 * admin kill operators",
    "219 o :End of /STATS report",
  ]);
});

test("STATS p shows the operators who are here, but not those who hide or are invisible", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  for (const nick of ["bob", "carol", "dave"]) network.makeOperator(network.connect(nick));
  forceUserModes(network, "carol", "H");
  forceUserModes(network, "dave", "i");
  network.advance(3000);
  expect(alice.numerics("STATS p")).toEqual([
    "249 p :bob (bob@192.0.2.3) Idle: 3",
    "249 p :1 operators",
    "219 p :End of /STATS report",
  ]);
});

test("STATS e, i and y show the settings of this node", () => {
  const alice = operatorOf(new TestNetwork());
  expect(alice.numerics("STATS e")).toContain("225 e 0::1/128 :No connection limits");
  expect(alice.numerics("STATS i")).toContain("215 I * * 127.0.0.1 6667 users");
  expect(alice.numerics("STATS y")).toContain("218 Y users 120 0 1048576");
});

test("STATS z shows what the process holds", () => {
  const numerics = operatorOf(new TestNetwork()).numerics("STATS z");
  expect(numerics[0]).toMatch(
    /^249 z :Resident: [1-9][0-9]+ bytes, heap: [1-9][0-9]+, outside of it: [0-9]+$/,
  );
  expect(numerics[1]).toBe("249 z :Users: 1, channels: 0, WHOWAS: 0");
});

test("STATS t tells the traffic of the node, and what was refused", () => {
  const network = new TestNetwork();
  const alice = operatorOf(network);
  network.connect("bob", { tls: true }).send("JOIN nowhere", "QUIT");
  network.connect("carol", { tls: true });
  network.open({ kind: "websocket" });
  const lines = alice.numerics("STATS t").map((line) => line.replace("249 t :", ""));
  expect(lines.slice(0, 2)).toEqual([
    expect.stringMatching(/^Received: \d+ lines, \d+ bytes$/),
    expect.stringMatching(/^Sent: \d+ lines, \d+ bytes, \d+ deliveries$/),
  ]);
  expect(lines.slice(2)).toEqual([
    "Connections: tcp operators 1, tls users 1, websocket unregistered 1",
    "Turned away: none",
    "Ended: quit 1",
    "Refused: ERR_NOSUCHCHANNEL 1",
    "Out of budget: 0, errors of the server: 0",
    "Rows that wait to be stored: 0",
    "219 t :End of /STATS report",
  ]);
});
