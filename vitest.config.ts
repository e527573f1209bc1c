import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Nothing of ours keeps anything in a module: the tests of a worker may share what they have loaded.
    isolate: false,
    // Both cores of a small machine.
    maxWorkers: 2,
    // A database begins with two threads, a server with a process: on a busy machine each takes a second or two.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
