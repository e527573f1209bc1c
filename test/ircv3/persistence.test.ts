import { expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "draft/persistence";

// "If the client is authenticated and the `draft/persistence` capability is negotiated, servers MUST send a
// `PERSISTENCE STATUS` command to the client as part of the registration burst, after the last `005` numeric but before
// either `376 RPL_ENDOFMOTD` or `422 ERR_NOMOTD`."
test("the status stands in the welcome of who is logged in and asked for it", () => {
  const network = new TestNetwork({ sessions: { alwaysOn: "opt-out" } });
  const verbs = comeAs(network, "alice", { caps })
    .read()
    .map((line) => line.split(" ")[1] ?? "");
  const place = verbs.indexOf("PERSISTENCE");
  expect(place).toBeGreaterThan(verbs.lastIndexOf("005"));
  expect(place).toBeLessThan(verbs.findIndex((verb) => verb === "376" || verb === "422"));
  expect(comeAs(network, "bob").read().join("\n")).not.toContain("PERSISTENCE");
  const guest = network.open();
  guest.send(`CAP REQ ${caps}`, "NICK guest", "USER g 0 * :G", "CAP END");
  expect(guest.read().join("\n")).not.toContain("PERSISTENCE");
});

// "If persistence is enabled, the server MUST send a `JOIN` line for each channel the client is joined to, subsequent
// to sending either `376` or `422`."
test("a JOIN for each channel follows the welcome", () => {
  const network = new TestNetwork({ sessions: { alwaysOn: "opt-out" } });
  comeAs(network, "alice").send("JOIN #a,#b", "QUIT");
  const lines = comeAs(network, "alice", { caps }).read();
  const end = lines.findIndex((line) => / (?:376|422) /.test(line));
  const joins = lines.flatMap((line, at) => (line.includes(" JOIN ") ? [at] : []));
  expect(joins).toHaveLength(2);
  expect(Math.min(...joins)).toBeGreaterThan(end);
});

// "[if] an event occurs asynchronously that changes the persistence status (e.g. a server configuration change or
// `PERSISTENCE SET` from another client connection), servers SHOULD send `PERSISTENCE STATUS` to inform the client."
test("who asked for it is told when it changes, and only then", async () => {
  const network = new TestNetwork({ sessions: { alwaysOn: "opt-in" } });
  const { accounts } = network.node.host.control;
  const made = { name: "alice", passwordHash: undefined, email: undefined, verification: undefined };
  await accounts.create({ ...made, status: "active", settings: {} });
  const [phone, desk] = [comeAs(network, "alice", { caps }), comeAs(network, "alice")];
  for (const client of [phone, desk]) client.read();
  await desk.answer("PERSISTENCE SET ON");
  expect(phone.read()).toEqual([":irc.test PERSISTENCE STATUS ON :ON"]);
  await accounts.choose(accounts.keyOf("alice"), { enforce: "off" });
  expect(phone.read()).toEqual([]);
  network.config = { ...network.config, sessions: { alwaysOn: "off" } };
  await network.node.rehash();
  expect(phone.read()).toEqual([":irc.test PERSISTENCE STATUS ON :OFF"]);
  expect(desk.read()).toEqual([]);
});
