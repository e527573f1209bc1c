import { expect, test } from "vitest";
import { announcements } from "../../src/cli/announce.ts";

const announced = (host: string) =>
  announcements([{ host, port: 6667, tls: false, console: false, websocket: false }]).join("\n");

test.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "0:0:0:0:0:0:0:1", "localhost"])(
  "%s is told to be for this machine only",
  (host) => expect(announced(host)).toContain("only this machine can connect"),
);

test.each(["0.0.0.0", "::", "192.0.2.1", "127.example.org", "127.0.0.1.example.org"])(
  "%s is not told to be for this machine only",
  (host) => expect(announced(host)).not.toContain("only this machine"),
);
