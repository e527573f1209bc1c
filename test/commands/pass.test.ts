import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const closed = { password: "sesame" };

async function knocking(config: { password?: string }, ...lines: readonly string[]): Promise<string[]> {
  const network = new TestNetwork(config);
  const client = network.open();
  client.send(...lines, "NICK alice", "USER alice 0 * :Alice");
  let came: string[] = [];
  await network.until(() => {
    came = [...came, ...client.read()];
    return client.ended || came.some((line) => / 376 /.test(line));
  });
  return came;
}

test("who gives the server's password comes in", async () => {
  expect((await knocking(closed, "PASS sesame"))[0]).toContain(" 001 alice ");
});

test("the last of several counts", async () => {
  expect((await knocking(closed, "PASS open", "PASS sesame"))[0]).toContain(" 001 alice ");
  expect((await knocking(closed, "PASS sesame", "PASS open"))[0]).toContain(" 464 ");
});

test.each([[["PASS open"]], [["PASS :"]], [[]]])("%j lets nobody in: 464, and the end", async (lines) => {
  expect(await knocking(closed, ...lines)).toEqual([
    ":irc.test 464 alice :Password incorrect",
    "ERROR :Closing Link: 192.0.2.2 (Bad Password)",
  ]);
});

test("where there is no password any is let pass", async () => {
  expect((await knocking({}, "PASS whatever"))[0]).toContain(" 001 alice ");
});

test("PASS without a parameter is 461, after registration 462", () => {
  const network = new TestNetwork();
  expect(network.open().numerics("PASS")).toEqual(["461 PASS :Not enough parameters"]);
  expect(network.connect("alice").numerics("PASS x")).toEqual(["462 :You may not reregister"]);
});

test("the password never enters the log", async () => {
  const network = new TestNetwork(closed);
  const client = network.open();
  client.send("PASS sesame", "NICK alice", "USER alice 0 * :Alice");
  await network.until(() => client.session.user !== undefined);
  expect(JSON.stringify(network.entries)).not.toContain("sesame");
});
