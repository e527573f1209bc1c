import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A database file that is not there yet, in a folder of its own. */
export function freshFile(): string {
  return join(mkdtempSync(join(tmpdir(), "ircd-store-")), "ircd.db");
}
