import { Worker, type WorkerOptions } from "node:worker_threads";

/** Starts a thread that keeps no process alive; `file` is its compiled one, seen from this folder. */
export function startThread(file: string, options: WorkerOptions): Worker {
  // The package runs compiled; a checkout and its tests run the TypeScript.
  const worker = import.meta.url.endsWith(".ts")
    ? new Worker(new URL("./thread-in-checkout.mjs", import.meta.url), {
        ...options,
        argv: [file.replace(/\.js$/, ".ts")],
      })
    : new Worker(new URL(file, import.meta.url), options);
  worker.unref();
  return worker;
}
