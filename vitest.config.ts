import { defineConfig } from "vitest/config";

// Nothing of ours keeps anything in a module: the tests of a worker may share what they have loaded.
export default defineConfig({ test: { isolate: false } });
