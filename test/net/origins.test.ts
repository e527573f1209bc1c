import { describe, expect, test } from "vitest";
import { originJudge } from "../../src/net/origins.ts";

const origins = ["https://chat.example.org", "http://Localhost:*", "http://[::1]:8080", "app://mine"];

describe("of the pages listed", () => {
  const isAllowed = originJudge({ origins, withoutOrigin: false });

  test.each([
    ...["https://chat.example.org", "HTTPS://CHAT.example.ORG", "https://chat.example.org:443"],
    ...[
      "http://localhost",
      "http://localhost:80",
      "http://localhost:3000",
      "http://[::1]:8080",
      "app://mine",
    ],
  ])("%s may connect", (origin) => expect(isAllowed(origin)).toBe(true));

  test.each([
    ...[undefined, "null", "", "https://evil.example", "https://good.evil", "http://chat.example.org"],
    ...[
      "https://chat.example.org:8443",
      "https://chat.example.org.evil.example",
      "https://a.chat.example.org",
    ],
    ...[
      "https://chat.example.org/",
      "https://chat.example.org/path",
      "https://chat.example.org@evil.example",
    ],
    ...["https://evil.example#https://chat.example.org", "https://chat.example.org https://evil.example"],
    ...["https://localhost", "http://localhost.evil.example", "http://localhost:*", "http://[::1]:80"],
    ...["app://yours", "chat.example.org", "*", "https://chat.example.org:99999", "file://"],
  ])("%s may not", (origin) => expect(isAllowed(origin)).toBe(false));
});

test("without an origin one may connect only where that is allowed", () => {
  expect(originJudge({ origins: [], withoutOrigin: true })(undefined)).toBe(true);
  expect(originJudge({ origins: ["*"], withoutOrigin: false })(undefined)).toBe(false);
});

test("* is for all pages, but not for those that name none", () => {
  const isAllowed = originJudge({ origins: ["*"], withoutOrigin: false });
  expect(["https://evil.example", "null", "nonsense"].map(isAllowed)).toEqual([true, false, false]);
});

test("null may connect where it is listed", () => {
  const isAllowed = originJudge({ origins: ["null"], withoutOrigin: false });
  expect(["null", "https://evil.example"].map(isAllowed)).toEqual([true, false]);
});
