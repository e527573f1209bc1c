import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { expect, test } from "vitest";
import { RawClient, type Target } from "../../../conformance/client/raw-client.ts";
import {
  delays,
  doubles,
  drops,
  ignores,
  renumbers,
  type Transform,
} from "../../../conformance/faults/fault.ts";
import { FaultProxy } from "../../../conformance/faults/fault-proxy.ts";

test("a proxy that alters nothing passes every line both ways", async () => {
  expect(await said((line) => [line], "one", "two")).toEqual(["one", "two", "END"]);
});

test("a line can be dropped, doubled or renumbered on its way to the client", async () => {
  expect(await said(drops("366"), "353", "366")).toEqual(["353", "END"]);
  expect(await said(doubles("QUIT"), "QUIT")).toEqual(["QUIT", "QUIT", "END"]);
  expect(await said(renumbers("401", "403"), ":s 401 me")).toEqual([":s 403 me", "END"]);
});

test("a delayed line comes after the next one", async () => {
  expect(await said(delays("PONG"), "PONG", "351")).toEqual(["351", "PONG", "END"]);
});

test("a line can be kept from the server", async () => {
  expect(await said(ignores("PART"), "PART #a", "JOIN #a")).toEqual(["JOIN #a", "END"]);
});

// What a client hears through the proxy from a server that repeats every line.
async function said(transform: Transform, ...lines: readonly string[]): Promise<string[]> {
  const echo = createServer((socket) => socket.pipe(socket));
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  const proxy = await FaultProxy.start(targetOf(echo), transform);
  try {
    const client = await RawClient.open({ host: "127.0.0.1", port: proxy.port, deadlineMs: 1000 });
    client.send(...lines, "END");
    await client.expect("END");
    client.vanish();
    return client.heard.map((line) => line.raw);
  } finally {
    await proxy.stop();
    echo.close();
  }
}

function targetOf(server: Server): Target {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return { host: "127.0.0.1", port: address.port, deadlineMs: 1000 };
}
