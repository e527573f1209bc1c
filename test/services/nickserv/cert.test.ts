import { describe, expect, test } from "vitest";
import { logIn } from "../../kit/log-in.ts";
import { makeAccount } from "../../kit/make-account.ts";
import { TestNetwork } from "../../kit/network.ts";
import { serviceSays } from "../../kit/service-says.ts";

const shown = "ab".repeat(32);
const other = "cd".repeat(32);

async function open(certfp: string | undefined = shown) {
  const network = new TestNetwork({ unlimited: true });
  await makeAccount(network, "Alice");
  const alice = network.connect("alix", { tls: true, certfp });
  logIn(network, alice, "Alice");
  alice.read();
  return { network, alice };
}

describe("CERT", () => {
  test("adds the one that was shown, or one that is named, and lists them", async () => {
    const { network, alice } = await open();
    expect(await serviceSays(alice, "NS CERT LIST")).toEqual(["No certificate opens your account"]);
    expect(await serviceSays(alice, "NS CERT ADD")).toEqual([`${shown} opens your account now`]);
    const typed = other.toUpperCase().replace(/(..)(?!$)/g, "$1:");
    expect(await serviceSays(alice, `NS CERT ADD ${typed} my old phone`)).toEqual([
      `${other} opens your account now`,
    ]);
    const [first = "", second = ""] = await serviceSays(alice, "NS CERT LIST");
    expect(first).toMatch(new RegExp(`^${shown} since `));
    expect(second).toMatch(new RegExp(`^${other} since .* \\(my old phone\\)$`));
    const owner = await network.node.host.control.accounts.certificates.owner(other);
    expect(owner?.name).toBe("Alice");
  });

  test("removes one", async () => {
    const { alice } = await open();
    await serviceSays(alice, "NS CERT ADD");
    expect(await serviceSays(alice, "NS CERT DEL")).toEqual([`${shown} opens your account no more`]);
    expect(await serviceSays(alice, "NS CERT DEL")).toEqual(["That one does not open your account"]);
  });

  test("takes none that opens another account", async () => {
    const { network, alice } = await open();
    await serviceSays(alice, "NS CERT ADD");
    await makeAccount(network, "bob");
    const bob = network.connect("bobby", { tls: true, certfp: shown });
    logIn(network, bob, "bob");
    expect(await serviceSays(bob, "NS CERT ADD")).toEqual(["It opens an account already"]);
    expect(await serviceSays(bob, "NS CERT DEL")).toEqual(["That one does not open your account"]);
  });

  test("knows a bound", async () => {
    const { network, alice } = await open();
    const { certificates } = network.node.host.control.accounts;
    for (let number = 10; number < 30; number += 1) {
      await certificates.add({ fingerprint: String(number).repeat(32), account: "alice", label: "", at: 1 });
    }
    expect(await serviceSays(alice, "NS CERT ADD")).toEqual(["An account has 20 certificates at most"]);
  });

  test.each([
    ["NS CERT ADD abc", "A fingerprint is the SHA-256 of a certificate: 64 hexadecimal digits"],
    ["NS CERT DEL abc", "A fingerprint is the SHA-256 of a certificate: 64 hexadecimal digits"],
    ["NS CERT MELT", "CERT knows ADD, DEL and LIST, not MELT"],
  ])("%s: %s", async (line, answer) => {
    expect(await serviceSays((await open()).alice, line)).toEqual([answer]);
  });

  test("without any shown, one has to be named", async () => {
    const network = new TestNetwork();
    await makeAccount(network, "Alice");
    const alice = network.connect("alix");
    logIn(network, alice, "Alice");
    expect(await serviceSays(alice, "NS CERT ADD")).toEqual([
      "You have shown no certificate: connect with one, or name its fingerprint",
    ]);
  });
});
