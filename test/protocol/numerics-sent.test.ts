import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { numerics } from "../../src/protocol/numerics.ts";

const src = fileURLToPath(new URL("../../src/", import.meta.url));

test("every numeric of the table is sent by something", () => {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const text = files
    .filter((file) => !file.endsWith("numerics.ts"))
    .map((file) => readFileSync(src + file, "utf8"))
    .join("\n");
  expect(Object.keys(numerics).filter((name) => !text.includes(`"${name}"`))).toEqual([]);
});
