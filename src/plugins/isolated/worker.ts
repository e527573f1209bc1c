import { parentPort, workerData } from "node:worker_threads";
import { serveThread } from "./serve-thread.ts";
import type { Beginning } from "./wire.ts";

// It was sent by the one who has started this thread.
if (parentPort) serveThread(parentPort, workerData as Beginning);
