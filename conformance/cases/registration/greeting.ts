import { clause } from "../../suite/case.ts";

const rfc = clause("rfc2812: 5.1 Command responses (001-004)");
const features = clause("modern-irc: Feature Advertisement");
const lusers = clause("modern-irc: LUSERS message");
const motd = clause("modern-irc: MOTD message");

/** What a client is sent once it has registered. */
export const greeting = [
  rfc.must("001, 002, 003 and 004 greet a client that has sent NICK and USER, in that order", async (t) => {
    const { burst } = await t.client();
    burst.order("001", "002", "003", "004");
    for (const numeric of ["001", "002", "003", "004"]) burst.one(numeric);
  }),
  rfc.must("001 names the client as it asked to be called", async (t) => {
    const nick = t.nick().toUpperCase();
    const { burst } = await t.client({ nick });
    burst.one("001", nick, new RegExp(nick));
  }),
  rfc.must("004 has the server's name, its version, user modes and channel modes", async (t) => {
    const { burst } = await t.client();
    const [, server = "", version = "", userModes = "", channelModes = ""] = burst.one("004").params;
    t.check(server !== "" && version !== "", "name or version is empty");
    t.check(/^\w+$/.test(userModes) && /^\w+$/.test(channelModes), "the mode lists are not letters");
  }),
  rfc.must("USER may come before NICK", async (t) => {
    const client = await t.connection();
    client.send("USER conf 0 * :Conformance");
    client.send(`NICK ${t.nick()}`);
    await client.expect("001");
  }),
  clause("modern-irc: Servers").should("the server's name contains a dot", async (t) => {
    const { burst } = await t.client();
    t.check(burst.one("004").params[1]?.includes(".") === true, "there is no dot in the name in 004");
  }),
  features.must("at least one 005 follows 004", async (t) => {
    const { burst } = await t.client();
    burst.order("004", "005");
  }),
  features.must(
    "005 comes before the answer to a command sent together with USER, unless that is refused",
    async (t) => {
      const client = await t.connection();
      client.send(`NICK ${t.nick()}`, "USER conf 0 * :Conformance", "VERSION");
      const answer = await client.expectAny("351", "451");
      const features = client.heard.findIndex((line) => line.command === "005");
      t.check(answer.command === "451" || features >= 0, "351 came before 005");
    },
  ),
  lusers.should("the greeting contains the answer to LUSERS, after 005", async (t) => {
    const { burst } = await t.client();
    burst.order("005", "251", "255");
  }),
  motd.must("the greeting ends with the message of the day or 422", async (t) => {
    const { burst } = await t.client();
    if (burst.has("422")) return burst.none("375");
    burst.order("255", "375", "372", "376");
  }),
];
