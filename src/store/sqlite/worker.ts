import { parentPort, workerData } from "node:worker_threads";
import { serve } from "./service.ts";

if (parentPort) await serve(parentPort, workerData);
