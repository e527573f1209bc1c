import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";
import { plainResponse } from "../kit/plain.ts";

const accounts = [{ name: "Alice", password: "secret" }];

test("who asks for sasl logs in before registration, and is in the account from the first line on", async () => {
  const alice = new TestNetwork({ accounts }).open();
  alice.send("CAP REQ :sasl extended-join", "NICK alice", "USER alice 0 * :Alice");
  expect(alice.ask("AUTHENTICATE PLAIN")).toEqual(["AUTHENTICATE +"]);
  expect(await alice.answer(`AUTHENTICATE ${plainResponse("alice", "secret")}`)).toEqual([
    ":irc.test 900 alice alice!alice@192.0.2.2 Alice :You are now logged in as Alice",
    ":irc.test 903 alice :SASL authentication successful",
  ]);
  alice.send("CAP END");
  alice.read();
  expect(alice.ask("JOIN #room")[0]).toBe(":alice!alice@192.0.2.2 JOIN #room Alice :Alice");
  expect(alice.numerics("MODE alice")).toEqual(["221 +r"]);
});

test("without the capability, and before it, there is nothing to log in with", () => {
  const alice = new TestNetwork({ accounts }).connect("alice");
  expect(alice.numerics("AUTHENTICATE PLAIN")).toEqual([
    "904 :SASL authentication failed: ask for the sasl capability first",
  ]);
  const nobodys = new TestNetwork({ registration: { enabled: false } });
  expect(nobodys.connect("bob").ask("CAP REQ :sasl")).toEqual([":irc.test CAP bob NAK :sasl"]);
});
