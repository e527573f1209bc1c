// Where worker.ts is not compiled: a thread has to be taught TypeScript anew, before the file it begins with.
// Kysely first: its 280 files would each go through the compiler's hands.
import "kysely";
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
