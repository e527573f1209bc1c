import { workerData } from "node:worker_threads";
import { sharedIn } from "./shared.ts";
import { watch } from "./watch.ts";

if (workerData instanceof SharedArrayBuffer) watch(sharedIn(workerData));
