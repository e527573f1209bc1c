import { expect, test } from "vitest";
import { LoginAttempts } from "../../src/accounts/login-attempts.ts";

const several = (attempts: LoginAttempts, addresses: readonly string[], now = 0) =>
  addresses.map((address) => attempts.begin(address, now)).filter((may) => may).length;

test("one address may try five times in a minute", () => {
  const attempts = new LoginAttempts();
  expect(several(attempts, Array(20).fill("192.0.2.1"))).toBe(5);
  expect(attempts.begin("192.0.2.2", 0)).toBe(true);
  expect(attempts.begin("192.0.2.1", 59_999)).toBe(false);
  expect(attempts.begin("192.0.2.1", 60_000)).toBe(true);
});

test("all of one /64 try together, in whatever form the address is written", () => {
  const attempts = new LoginAttempts();
  const addresses = Array.from({ length: 20 }, (_, at) => `2001:db8::${at.toString(16)}`);
  expect(several(attempts, addresses)).toBe(5);
  expect(attempts.begin("2001:db8:0:1::1", 0)).toBe(true);
});

test("who was right is not counted", () => {
  const attempts = new LoginAttempts();
  for (let at = 0; at < 20; at += 1) {
    expect(attempts.begin("192.0.2.1", 0)).toBe(true);
    attempts.succeeded("192.0.2.1");
  }
});

test("ever new addresses fill no memory", () => {
  const attempts = new LoginAttempts();
  for (let at = 0; at < 20_000; at += 1) attempts.begin(`10.0.${at >> 8}.${at & 255}`, at);
  expect(attempts.remembered).toBe(10_000);
});

test("one account may be tried thirty times in a minute, from however many places", () => {
  const attempts = new LoginAttempts();
  const from = (at: number, account: string, now = 0) => attempts.begin(`192.0.2.${at}`, now, account);
  const tried = Array.from({ length: 100 }, (_, at) => from(at, "alice"));
  expect(tried.filter((may) => may)).toHaveLength(30);
  expect(from(100, "bob")).toBe(true);
  expect(from(101, "alice", 60_000)).toBe(true);
});

test("one place cannot use up what an account is allowed", () => {
  const attempts = new LoginAttempts();
  for (let at = 0; at < 1_000; at += 1) attempts.begin("192.0.2.1", 0, "alice");
  expect(attempts.begin("192.0.2.2", 0, "alice")).toBe(true);
});

test("an owner who logs in again and again is not counted", () => {
  const attempts = new LoginAttempts();
  for (let at = 0; at < 100; at += 1) {
    expect(attempts.begin("192.0.2.1", 0, "alice")).toBe(true);
    attempts.succeeded("192.0.2.1", "alice");
  }
});

test("ever new accounts fill no memory", () => {
  const attempts = new LoginAttempts();
  for (let at = 0; at < 20_000; at += 1) attempts.begin(`10.0.${at >> 8}.${at & 255}`, 0, `account${at}`);
  expect(attempts.remembered).toBe(20_000);
});
