// Where a worker.ts is not compiled, its thread has to be taught TypeScript anew. By way of `require`: the other way
// starts one more thread for each, and takes seconds.
import { require } from "tsx/cjs/api";

require(process.argv[2], import.meta.url);
