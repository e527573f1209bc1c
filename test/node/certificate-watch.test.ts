import { createSecureContext } from "node:tls";
import { afterEach, expect, test, vi } from "vitest";
import { silentLogger } from "../../src/logging/logger.ts";
import type { Certificate } from "../../src/net/certificate.ts";
import { CertificateWatch, watchCertificates } from "../../src/node/certificate-watch.ts";

afterEach(() => vi.useRealTimers());

const DAY = 86_400_000;
const end = Date.UTC(2030, 5, 30);

function certificate(fingerprint = "AA", file: string | undefined = "fullchain.pem"): Certificate {
  const names = ["irc.example.org"];
  const facts = { fingerprint, names, expires: end, isSelfSigned: false, file };
  return { cert: "", key: "", context: createSecureContext(), ...facts };
}

/** The days before the end at which something is told, of those looked at. */
function toldDays(days: readonly number[], watch = new CertificateWatch()): readonly number[] {
  return days.filter((day) => watch.check([certificate()], end - day * DAY).length > 0);
}

test("a certificate is spoken of 30, 14, 7 days and 1 day before it ends, and each day from then on", () => {
  const days = Array.from({ length: 45 }, (_, day) => 40 - day);
  expect(toldDays(days)).toEqual([30, 14, 7, 1, 0, -1, -2, -3, -4]);
});

test("a server that starts late says so once, not for each milestone it missed", () => {
  expect(toldDays([10, 9.9, 9, 8.5, 7])).toEqual([10, 7]);
});

test("looking again on the same day tells nothing anew", () => {
  expect(toldDays([0.9, 0.8, 0.1, -0.1, -0.9])).toEqual([0.9, -0.1]);
});

test("a renewed certificate is another, and the old one is forgotten", () => {
  const watch = new CertificateWatch();
  const now = end - 5 * DAY;
  expect(watch.check([certificate("AA")], now)).toHaveLength(1);
  expect(watch.check([{ ...certificate("BB"), expires: end + 90 * DAY }], now)).toEqual([]);
  expect(watch.check([certificate("AA")], now)).toHaveLength(1);
});

test("one that several listeners show is told once", () => {
  expect(new CertificateWatch().check([certificate(), certificate()], end)).toHaveLength(1);
});

test.each([
  [30, "the certificate fullchain.pem ends on 2030-06-30, in 30 days"],
  [1.5, "the certificate fullchain.pem ends on 2030-06-30, in 1 day"],
  [0.5, "the certificate fullchain.pem ends on 2030-06-30, within a day"],
  [0, "the certificate fullchain.pem ended on 2030-06-30: clients will not trust this server"],
])("%d days before, it says that %s", (days, text) => {
  const [told] = new CertificateWatch().check([certificate()], end - days * DAY);
  expect(told?.text).toBe(text);
});

test("one that is kept in no file is named by its host", () => {
  const [told] = new CertificateWatch().check([{ ...certificate(), file: undefined }], end);
  expect(told?.text).toMatch(/^the certificate for irc\.example\.org ended/);
});

test("operators are told once a day, as long as somebody watches", () => {
  vi.useFakeTimers({ now: end - 7.5 * DAY });
  const told: string[] = [];
  const watch = watchCertificates({
    log: silentLogger(),
    certificates: () => [certificate()],
    tellOperators: (text) => told.push(text.replace(/.*, /, "")),
  });
  watch.look();
  vi.advanceTimersByTime(7 * DAY);
  watch.stop();
  vi.advanceTimersByTime(7 * DAY);
  expect(told).toEqual(["in 7 days", "in 6 days", "within a day"]);
});
