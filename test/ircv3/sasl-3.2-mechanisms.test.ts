import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { scramFinal } from "../kit/sasl-client.ts";

const certfp = createHash("sha256").update("a certificate").digest("hex");
const base64 = (text: string) => Buffer.from(text).toString("base64");
const decoded = (line = "") => Buffer.from(line.replace("AUTHENTICATE ", ""), "base64").toString();

test("the mechanisms listed are those the connection can use: sasl-3.2.md, Mechanism list in CAP LS", () => {
  const network = new TestNetwork({ accounts: [{ name: "alice", password: "secret", certfps: [certfp] }] });
  const listed = (client: ReturnType<TestNetwork["open"]>) =>
    /sasl=(\S+)/.exec(client.ask("CAP LS 302")[0] ?? "")?.[1];
  expect(listed(network.open())).toBe("SCRAM-SHA-256,PLAIN");
  expect(listed(network.open({ tls: true, certfp }))).toBe("EXTERNAL,SCRAM-SHA-256,PLAIN");
});

test("EXTERNAL logs in by the certificate the client has shown", async () => {
  const network = new TestNetwork({ accounts: [{ name: "alice", password: "secret", certfps: [certfp] }] });
  const client = network.open({ tls: true, certfp });
  client.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice");
  expect(client.ask("AUTHENTICATE EXTERNAL")).toEqual(["AUTHENTICATE +"]);
  expect((await client.answer("AUTHENTICATE +")).map((line) => line.split(" ")[1])).toEqual(["900", "903"]);
});

test("SCRAM-SHA-256 logs in without the password on the wire, and the server proves that it knows it", async () => {
  const network = new TestNetwork({ accounts: [{ name: "alice", password: "secret" }] });
  const client = network.open();
  client.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice");
  expect(client.ask("AUTHENTICATE SCRAM-SHA-256")).toEqual(["AUTHENTICATE +"]);
  const bare = "n=alice,r=rOprNGfwEbeRWgbNEkqO";
  const [first] = await client.answer(`AUTHENTICATE ${base64(`n,,${bare}`)}`);
  const { text, serverFinal } = scramFinal("secret", bare, decoded(first));
  expect(decoded((await client.answer(`AUTHENTICATE ${base64(text)}`))[0])).toBe(serverFinal);
  expect((await client.answer("AUTHENTICATE +")).map((line) => line.split(" ")[1])).toEqual(["900", "903"]);
});
