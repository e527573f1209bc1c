import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { TestNetwork } from "../kit/network.ts";
import { mail, Postbox } from "../kit/postbox.ts";

// What the keys of `registration`, `mail` and `accountRequired` do; the values of the capability: account-registration.

const problems = (config: ConfigInput) => {
  try {
    loadConfig({ flags: config });
    return "";
  } catch (error) {
    return String(error);
  }
};

test.each<[ConfigInput, string]>([
  [{ registration: { verify: true } }, "registration.verify: needs mail"],
  [
    { password: "x", registration: { beforeConnect: true } },
    "registration.beforeConnect: would let people in without the password",
  ],
  [{ mail: { ...mail, user: "x" } }, "mail: needs both user and password, or neither"],
  [{ mail: { ...mail, from: "nobody" } }, "mail.from: must be an e-mail address"],
  [{ mail: { ...mail, from: "a@b.c\r\nBcc: d@e.f" } }, "mail.from: must be an e-mail address"],
  [{ mail: { ...mail, host: "a b" } }, "mail.host: must be a host name or address"],
  [{ registration: { verifySeconds: 1 } }, "registration.verifySeconds: must be a whole number from 60"],
])("%j is refused", (config, problem) => {
  expect(problems(config)).toContain(problem);
});

/** What alice reads who registers, on the network. */
async function registering(config: ConfigInput, line = "REGISTER * * hunter2") {
  const box = new Postbox();
  const network = new TestNetwork(config, { mailer: () => box });
  const alice = network.connect("alice");
  const [answer = ""] = await alice.answer(line);
  return { network, alice, box, code: answer.split(" ").slice(1, 4).join(" ") };
}

describe("registration", () => {
  test("enabled is whether anybody may, and whether SASL is there without configured accounts", async () => {
    for (const enabled of [true, false]) {
      const { alice, code } = await registering({ registration: { enabled } });
      expect(code).toBe(enabled ? "REGISTER SUCCESS alice" : "FAIL REGISTER TEMPORARILY_UNAVAILABLE");
      expect(new TestNetwork({ registration: { enabled } }).open().ask("CAP LS")[0]?.includes("sasl ")).toBe(
        enabled,
      );
      expect(alice.ended).toBe(false);
    }
  });

  test("beforeConnect is whether that may be done before one is in", async () => {
    for (const beforeConnect of [true, false]) {
      const client = new TestNetwork({ registration: { beforeConnect } }).open();
      client.send("CAP LS", "NICK alice");
      const [answer] = await client.answer("REGISTER * * hunter2");
      expect(answer).toContain(beforeConnect ? "REGISTER SUCCESS" : "COMPLETE_CONNECTION_REQUIRED");
    }
  });

  test("is no way in where only accounts come in, and says so", async () => {
    const client = new TestNetwork({ accountRequired: true }).open();
    client.send("CAP LS", "NICK alice");
    expect(await client.answer("REGISTER * * hunter2")).toEqual([
      ":irc.test FAIL REGISTER COMPLETE_CONNECTION_REQUIRED " +
        ":Only accounts come in here, and whoever runs the server gives them",
    ]);
  });

  test("emailRequired asks for an address", async () => {
    for (const emailRequired of [true, false])
      expect((await registering({ registration: { emailRequired } })).code).toBe(
        emailRequired ? "FAIL REGISTER INVALID_EMAIL" : "REGISTER SUCCESS alice",
      );
  });

  test("customAccountName lets the name be another", async () => {
    for (const customAccountName of [true, false])
      expect(
        (await registering({ registration: { customAccountName } }, "REGISTER bob * hunter2")).code,
      ).toBe(customAccountName ? "REGISTER SUCCESS bob" : "FAIL REGISTER ACCOUNT_NAME_MUST_BE_NICK");
  });

  test("verify sends a code, and verifySeconds is how long it is good for", async () => {
    const config = { mail, registration: { verify: true, verifySeconds: 90 } };
    const { network, alice, box, code } = await registering(config, "REGISTER * a@example.org hunter2");
    expect(code).toBe("REGISTER VERIFICATION_REQUIRED alice");
    network.now += 89_000;
    expect((await alice.answer(`VERIFY alice ${box.code}`))[0]).toContain("VERIFY SUCCESS alice");
    const late = await registering(config, "REGISTER * a@example.org hunter2");
    late.network.now += 90_000;
    expect((await late.alice.answer(`VERIFY alice ${late.box.code}`))[0]).toContain("INVALID_CODE");
  });

  test("throttle holds for REHASHed numbers, and is nothing without limits", async () => {
    const throttle = { count: 1, seconds: 3600 };
    for (const unlimited of [true, false]) {
      const { network } = await registering({ unlimited, registration: { throttle } });
      const address = "192.0.2.2";
      const [answer] = await network.connect("bob", { address }).answer("REGISTER * * hunter2");
      expect(answer).toContain(unlimited ? "SUCCESS" : "TEMPORARILY_UNAVAILABLE");
      network.config = { ...network.config, registration: { throttle: { count: 2, seconds: 3600 } } };
      await network.node.rehash();
      const [again] = await network.connect("carol", { address }).answer("REGISTER * * hunter2");
      expect(again).toContain("SUCCESS");
    }
  });
});

test("accountRequired keeps out who has no account, from REHASH on", async () => {
  const network = new TestNetwork();
  const stranger = network.connect("stranger");
  network.config = { ...network.config, accountRequired: true };
  await network.node.rehash();
  expect(stranger.read().join()).toContain(" draft/ACCOUNTREQUIRED ");
  expect(stranger.ask("PING x")).toHaveLength(1);
  const late = network.open();
  expect(late.ask("NICK late", "USER late 0 * :Late")[0]).toContain("FAIL * ACCOUNT_REQUIRED ");
});

test("mail is where letters go, from REHASH on", async () => {
  const sent: string[] = [];
  const network = new TestNetwork(
    { mail, registration: { verify: true, throttle: { count: 0, seconds: 1 } } },
    {
      mailer: ({ host, port, tls, from }) => ({
        async send({ to }) {
          sent.push(`${host}:${port} ${tls} ${from} ${to}`);
          return "sent";
        },
      }),
    },
  );
  await network.connect("alice").answer("REGISTER * a@example.org hunter2");
  network.config = { ...network.config, mail: { host: "mail.example.org", from: "other@example.org" } };
  await network.node.rehash();
  await network.connect("bob").answer("REGISTER * b@example.org hunter2");
  expect(sent).toEqual([
    "127.0.0.1:587 none irc@example.org a@example.org",
    "mail.example.org:587 starttls other@example.org b@example.org",
  ]);
});
