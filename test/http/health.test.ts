import { expect, test } from "vitest";
import { NodeReadiness } from "../../src/node/readiness.ts";
import type { StoreEvent } from "../../src/store/store.ts";
import { openHttp } from "../kit/http.ts";

function readinessWith(parts: { isConfigured?: boolean; isListening?: boolean } = {}) {
  let tell: (event: StoreEvent) => void = () => {};
  const readiness = new NodeReadiness({
    world: { isConfigured: parts.isConfigured ?? true },
    store: {
      watch: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    isListening: () => parts.isListening ?? true,
  });
  return { readiness, tell: (event: StoreEvent) => tell(event) };
}

test("/healthz and /readyz answer anybody while the server serves", async () => {
  const http = await openHttp();
  expect(await http.ask("/healthz", { token: undefined })).toMatchObject({
    status: 200,
    json: { status: "alive" },
  });
  expect(await http.ask("/readyz", { token: undefined })).toMatchObject({
    status: 200,
    json: { status: "ready" },
  });
});

test("/readyz answers 503 with the reason while the server shuts down, /healthz goes on", async () => {
  const http = await openHttp();
  http.network.node.readiness.ends();
  expect(await http.ask("/readyz")).toMatchObject({
    status: 503,
    json: { status: "not ready", reasons: ["the server is shutting down"] },
  });
  expect((await http.ask("/healthz")).status).toBe(200);
});

test("a node that starts is not ready, nor one that ends, and an end is for good", () => {
  const { readiness } = readinessWith();
  expect(readiness.reasons()).toEqual(["the server is starting"]);
  readiness.serves();
  expect(readiness.reasons()).toEqual([]);
  readiness.ends();
  readiness.serves();
  expect(readiness.reasons()).toEqual(["the server is shutting down"]);
});

test("a node without its store, its listeners or its log says so", () => {
  const { readiness, tell } = readinessWith({ isConfigured: false, isListening: false });
  readiness.serves();
  tell({ type: "trouble", code: "BUSY", message: "locked" });
  expect(readiness.isStoreUp).toBe(true);
  tell({ type: "failed", message: "the thread has ended" });
  expect(readiness.isStoreUp).toBe(false);
  expect(readiness.reasons()).toEqual([
    "not every listener is open",
    "the store is gone (the thread has ended)",
    "the log has brought nothing yet",
  ]);
});
