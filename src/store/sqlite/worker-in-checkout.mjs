// Where worker.ts is not compiled: a thread has to be taught TypeScript anew, before the file it begins with.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
