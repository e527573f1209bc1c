import { renameSync, writeFileSync } from "node:fs";

/** A file as it is to be. */
interface WholeFile {
  readonly file: string;
  readonly text: string;
  readonly mode: number;
}

/** Writes files that belong together. All are whole before any has its name: neither a crash nor a full disk leaves half of one. */
export function writeWhole(files: readonly WholeFile[]): void {
  for (const { file, text, mode } of files) writeFileSync(`${file}.new`, text, { mode });
  for (const { file } of files) renameSync(`${file}.new`, file);
}
