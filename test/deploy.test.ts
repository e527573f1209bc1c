import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { serveOptions } from "../src/cli/options.ts";

const read = (name: string) => readFileSync(new URL(`../deploy/${name}`, import.meta.url), "utf8");

describe("the files for running it as a service", () => {
  test("start the server with options it has", () => {
    const commands = [
      /^ExecStart=(.*)$/m.exec(read("ircd-ts.service"))?.[1],
      /^ENTRYPOINT (.*)$/m.exec(read("Containerfile"))?.[1],
      /^CMD (.*)$/m.exec(read("Containerfile"))?.[1],
    ];
    const given = commands.flatMap((command = "") =>
      [...command.matchAll(/--([\w-]+)/g)].map(([, name]) => name),
    );
    expect(given).toEqual(["config", "data", "data", "host"]);
    expect(Object.keys(serveOptions)).toEqual(expect.arrayContaining(given));
  });

  test("have systemd wait for what the server says by a child, and send the signals it obeys", () => {
    const unit = read("ircd-ts.service");
    expect(unit).toContain("Type=notify\n");
    expect(unit).toContain("NotifyAccess=all\n");
    expect(unit).toContain("ExecReload=/bin/kill -HUP $MAINPID\n");
    expect(read("logrotate.conf")).toContain("--signal=USR2");
  });

  test("copy into the container what the package needs to run", () => {
    const { bin, files } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    const copied = [...read("Containerfile").matchAll(/(?<=^COPY --from=build .*)\/build\/(\S+)/gm)].map(
      ([, path]) => path,
    );
    const folders = files.filter((file: string) => !file.includes("."));
    expect(copied).toEqual(
      expect.arrayContaining([
        "package.json",
        "node_modules",
        ...folders.filter((f: string) => f !== "deploy"),
      ]),
    );
    expect(read("Containerfile")).toContain(`"node", "${bin["ircd-ts"]}"`);
  });
});
