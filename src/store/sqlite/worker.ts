import { parentPort } from "node:worker_threads";
import { serve } from "./service.ts";

if (parentPort) serve(parentPort);
