import { mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { describe, expect, test, vi } from "vitest";
import { verifyPassword } from "../../src/accounts/password-hash.ts";
import { runCli } from "../../src/cli/run.ts";
import type { Config } from "../../src/config/schema.ts";
import { knownToken } from "../../src/http/tokens.ts";
import type { RunningServer, StartServer } from "../../src/node/running-server.ts";
import { startStub } from "./stub-server.ts";

function folder(file: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "ircd-cli-")), file);
  writeFileSync(path, text);
  return path;
}

async function run(argv: readonly string[], input = "", env: Record<string, string> = {}) {
  const streams = { env, stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  streams.stdin.end(input);
  const started: { config: Config; server: RunningServer }[] = [];
  const start: StartServer = async (config, rim) => {
    const server = await startStub(config, rim);
    started.push({ config, server });
    return server;
  };
  const signals = { on: () => undefined, exit: () => undefined };
  const status = await runCli(argv, start, streams, signals);
  for (const { server } of started) await server.close();
  const textOf = (stream: PassThrough) => String(stream.read() ?? "");
  return { status, out: textOf(streams.stdout), err: textOf(streams.stderr), config: started[0]?.config };
}

describe("ircd-ts", () => {
  test("serves, and says where and how to open it", async () => {
    const { status, out } = await run(["--port", "0"]);
    expect(status).toBeUndefined();
    expect(out).toMatch(
      /^IRC on 127\.0\.0\.1:[1-9]\d* \(only this machine can connect; --host 0\.0\.0\.0 opens it\)\n$/,
    );
  });

  test("gentoken prints a token and its hash, each time others", async () => {
    const shape = /^token: (ircd_[\w-]{43})\nhash: {2}(sha256:[0-9a-f]{64})\n$/;
    const [first, second] = [await run(["gentoken"]), await run(["gentoken"])];
    const [, token = "", hash = ""] = shape.exec(first.out) ?? [];
    expect(knownToken([{ name: "a", hash, scopes: [] }], token)?.name).toBe("a");
    expect(second.out).toMatch(shape);
    expect(second.out).not.toBe(first.out);
  });

  test("turns every option into its key", async () => {
    const { config } = await run([
      ...["--port=0", "--tls-port=0", "--tls-self-signed", "--console-port=0", "--name=irc.example.net"],
      ...["--websocket-port=0", "--websocket-origin", "https://a.example", "--websocket-origin=app://b"],
      ...["--network=Example", "--password=x y", "--motd=motd.txt", "--max-clients=7", "--data=elsewhere"],
      ...["--no-limits", "--log-level=error"],
    ]);
    expect(config).toMatchObject({
      listeners: [
        { host: "127.0.0.1", port: 0 },
        { tls: { selfSigned: true }, console: false },
        { console: true },
        { websocket: { origins: ["https://a.example", "app://b"], withoutOrigin: false } },
      ],
      name: "irc.example.net",
      network: "Example",
      password: "x y",
      motd: { file: "motd.txt" },
      connections: { clients: 7 },
      data: "elsewhere",
      unlimited: true,
      log: { level: "error" },
    });
  });

  test("lets the pages of this machine and programs in where web clients come to loopback", async () => {
    const { config, out } = await run(["--port=0", "--websocket-port=0"]);
    const origins = ["localhost", "127.0.0.1", "[::1]"].flatMap((host) => [
      `http://${host}:*`,
      `https://${host}:*`,
    ]);
    expect(config?.listeners[1]?.websocket).toEqual({ origins, withoutOrigin: true, trustedProxies: [] });
    expect(out).toMatch(/^WebSocket on 127\.0\.0\.1:[1-9]\d* \(only this machine can connect; .*\)$/m);
  });

  test("takes the last of an option that is given again", async () => {
    const { config } = await run(["--port=1", "--port=0", "--name=a.example", "--name", "b.example"]);
    expect(config).toMatchObject({ listeners: [{ port: 0 }], name: "b.example" });
  });

  test("keeps its data in ./data unless the file or an option says otherwise", async () => {
    const file = folder("ircd.yaml", "data: from-file\nlisteners: [{ port: 0 }]\n");
    expect((await run(["--port=0"])).config?.data).toBe("data");
    expect((await run(["--config", file])).config?.data).toBe("from-file");
    expect((await run(["--config", file, "--data", "given"])).config?.data).toBe("given");
  });

  test("lets variables go before the file, and options before them", async () => {
    const file = folder("ircd.yaml", "network: File\ndescription: File\nlisteners: [{ port: 0 }]\n");
    const env = { IRCD_NETWORK: "Variable", IRCD_NAME: "variable.example", IRCD_DATA: "elsewhere" };
    const { config } = await run(["--config", file, "--name", "option.example"], "", env);
    expect(config).toMatchObject({
      ...{ network: "Variable", name: "option.example", description: "File", data: "elsewhere" },
    });
  });

  test("does not serve with a variable that names nothing", async () => {
    const { status, err } = await run(["--port=0"], "", { IRCD_NETWROK: "x" });
    expect(status).toBe(1);
    expect(err).toBe(
      "ircd-ts: IRCD_NETWROK: names no key of the configuration; did you mean IRCD_NETWORK?\n",
    );
  });

  test("logs to stderr, in JSON where no terminal is", async () => {
    const { err } = await run(["--port=0"]);
    expect(JSON.parse(err)).toMatchObject({ msg: "started", name: "irc.localhost" });
  });

  test.each([
    [["--prot", "1"], /^ircd-ts: no such option: --prot; did you mean --port\?\n$/],
    [["--tls-prot=1"], /^ircd-ts: no such option: --tls-prot; did you mean --tls-port\?\n$/],
    [["--frobnicate"], /^ircd-ts: no such option: --frobnicate; ircd-ts --help lists them\n$/],
    [["-p", "1"], /^ircd-ts: no such option: -p; ircd-ts --help lists them\n$/],
    [["nonsense"], /^ircd-ts: no such command: nonsense; ircd-ts --help lists them\n$/],
    [["chek-config", "x"], /^ircd-ts: no such command: chek-config; did you mean check-config\?\n$/],
    [["doctor", "a.yaml"], /^ircd-ts: doctor: takes no a\.yaml; did you mean --config a\.yaml\?\n$/],
    [["a.yml"], /^ircd-ts: no such command: a\.yml; did you mean --config a\.yml\?\n$/],
    [
      ["init", "a", "b.yaml"],
      /^ircd-ts: init: takes no "b\.yaml"; ircd-ts init --help says what it takes\n$/,
    ],
    [["--port", "0", "doctor", "x"], /^ircd-ts: doctor: takes no "x"; /],
    [["--config", "x", "db"], /^ircd-ts: db: needs one of export, import, check, backup\n$/],
    [["db", "check", "x", "more"], /^ircd-ts: db: takes no "more"; ircd-ts db --help says what it takes\n$/],
    [["db", "check", "--prot", "1"], /^ircd-ts: no such option: --prot; ircd-ts db --help lists them\n$/],
    [["db", "check", "--dta", "x"], /^ircd-ts: no such option: --dta; did you mean --data\?\n$/],
    [["init", "--preste", "x"], /^ircd-ts: no such option: --preste; did you mean --preset\?\n$/],
    [["genpasswd", "x"], /^ircd-ts: genpasswd: takes no "x"; /],
    [
      ["check-config", "x", "--config", "y"],
      /^ircd-ts: no such option: --config; ircd-ts check-config --help /,
    ],
    [["--config", ""], /^ircd-ts: "": cannot be read \(ENOENT\)\n$/],
    [["--config"], /^ircd-ts: --config: needs a value\n$/],
    [["--config", "."], /^ircd-ts: \.: cannot be read \(EISDIR\)\n$/],
    [["--port", "x"], /^ircd-ts: --port: must be a whole number from 0 to 65535, not "x"\n$/],
    [["--port"], /^ircd-ts: --port: needs a value\n$/],
    [["--port", "70000"], /^ircd-ts: --port: must be/],
    [["--name", "nodot"], /^ircd-ts: --name: must be a host name with a dot in it, .*, not "nodot"\n$/],
    [["--max-clients", "0"], /^ircd-ts: --max-clients: must be a whole number from 1 to 1000000, not "0"\n$/],
    [["--max-clients", "x"], /^ircd-ts: --max-clients: must be a whole number from 1 to 1000000, not "x"\n$/],
    [["--log-level", "loud"], /^ircd-ts: --log-level: must be one of .*, not "loud"\n$/],
    [["--tls-port", "0"], /^ircd-ts: --tls-port: needs --tls-cert and --tls-key, or --tls-self-signed\n$/],
    [
      ["--tls-self-signed", "--tls-cert", "x", "--tls-key", "y"],
      /^ircd-ts: --tls-self-signed: goes without --tls-cert and --tls-key\n$/,
    ],
    [["--tls-cert", "x"], /^ircd-ts: --tls-cert: needs --tls-key, too\n$/],
    [
      ["--host", "0.0.0.0", "--websocket-port", "0"],
      /^ircd-ts: --websocket-port: needs --websocket-origin, as https:\/\/chat\.example\.org, on a host [^\n]*\n$/,
    ],
    [["--websocket-origin", "*"], /^ircd-ts: --websocket-origin: needs --websocket-port, too\n$/],
    [
      ["--websocket-port", "0", "--websocket-origin", "*", "--websocket-origin", "chat.example.org"],
      /^ircd-ts: --websocket-origin: must be an origin such as [^\n]*, not "chat\.example\.org"\n$/,
    ],
    [["--no-limits", "--host", "0.0.0.0"], /^ircd-ts: --no-limits: is for loopback listeners only/],
    [["--config", "no/such.yaml"], /^ircd-ts: no\/such\.yaml: cannot be read \(ENOENT\)\n$/],
    [["check-config"], /^ircd-ts: check-config: needs the file to check\n$/],
    [["--host", "203.0.113.1", "--port", "0"], /^ircd-ts: this machine has no address 203\.0\.113\.1\n$/],
  ])("refuses %j in one line", async (argv, line) => {
    const { status, out, err } = await run(argv);
    expect(err).toMatch(line);
    expect({ status, out }).toEqual({ status: 1, out: "" });
  });

  test("names a port that is taken", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    const { status, err } = await run(["--port", String(port)]);
    other.close();
    expect(err).toBe(
      `ircd-ts: 127.0.0.1 port ${port} is taken by another program; choose another port with --port\n`,
    );
    expect(status).toBe(1);
  });

  test("speaks English whatever the language of the terminal is", async () => {
    vi.stubEnv("LC_ALL", "de_DE.UTF-8");
    const { out } = await run(["--help"]).finally(() => vi.unstubAllEnvs());
    expect(out).toContain("Show version number");
  });

  test("lists its options, and tells its version", async () => {
    const { out, status } = await run(["--help"]);
    for (const option of ["--tls-self-signed", "--no-limits", "--data", "genpasswd"])
      expect(out).toContain(option);
    expect(status).toBe(0);
    expect((await run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

test.each([
  [
    [],
    ["genpasswd", "gentoken", "init", "config-schema", "check-config", "doctor", "db", "account", "--port"],
  ],
  [["db"], ["export, import, check, backup", "--data"]],
  [["account"], ["what to do: export", "the account", "--data"]],
  [["init"], ["file to write", "public, team, test"]],
  [["check-config"], ["file to check", "--port"]],
  [["doctor"], ["--config"]],
  [["genpasswd"], ["hash of a password"]],
  [["gentoken"], ["token for the admin API"]],
  [["config-schema"], ["JSON Schema"]],
])("ircd-ts %j --help and -h tell what it takes", async (argv, words) => {
  const { status, out, err } = await run([...argv, "--help"]);
  expect({ status, err }).toEqual({ status: 0, err: "" });
  for (const word of words) expect(out).toContain(word);
  expect((await run([...argv, "-h"])).out).toBe(out);
});

test.each([
  ["a single value", "hello\n", "a single value"],
  ["a list", "[1]\n", "a list"],
])("a file that is %s is refused, whatever goes before it", async (_, text, what) => {
  const file = folder("ircd.yaml", text);
  const refused = `ircd-ts: ${file}:1:1: must be a section with keys, not ${what}\n`;
  const serve = ["--config", file, "--port", "0", "--ephemeral"];
  expect(await run(serve)).toMatchObject({ status: 1, err: refused, config: undefined });
  expect(await run(["--config", file], "", { IRCD_NETWORK: "Example" })).toMatchObject({
    status: 1,
    err: refused,
  });
  expect(await run(["check-config", file, "--port", "0"])).toMatchObject({ status: 1, err: refused });
});

test("a file in the place of the data folder is named", async () => {
  const file = folder("afile", "");
  expect((await run(["db", "import", "--data", file])).err).toBe(
    `ircd-ts: the data folder ${file} is no folder\n`,
  );
});

describe("ircd-ts check-config", () => {
  test("says that a file has no mistakes", async () => {
    const file = folder("ircd.yaml", "network: Example\n");
    expect(await run(["check-config", file])).toMatchObject({ status: 0, out: `${file}: no mistakes\n` });
  });

  test("lists every mistake of a file", async () => {
    const file = folder("ircd.yaml", "network: a b\nprot: 1\n");
    const { status, err } = await run(["check-config", file]);
    expect(status).toBe(1);
    expect(err.split("\n")).toHaveLength(3);
    expect(err).toContain(`ircd-ts: ${file}:2:1: prot: is no key`);
  });

  test("names the line of a key that an option could have given", async () => {
    const file = folder("ircd.yaml", "log: { level: loud }\n");
    const { err } = await run(["check-config", file]);
    expect(err).toContain(`ircd-ts: ${file}:1:15: log.level: must be one of silent`);
  });

  test("checks the file with the variables and options that go before it", async () => {
    const file = folder("ircd.yaml", "network: a b\n");
    const env = { IRCD_NETWORK: "Example", IRCD_LOG_LEVEL: "loud" };
    const { err } = await run(["check-config", file, "--name", "nodot"], "", env);
    expect(err.split("\n").slice(0, -1)).toEqual([
      expect.stringMatching(/^ircd-ts: --name: must be a host name/),
      expect.stringMatching(/^ircd-ts: IRCD_LOG_LEVEL: must be one of silent/),
    ]);
  });
});

describe("ircd-ts check-config, on the plugins that come along", () => {
  test("names the line of each option that does not fit", async () => {
    const file = folder(
      "ircd.yaml",
      "plugins:\n  - use: greeter\n    options: { text: x, txt: y }\n  - use: word-filter\n    options:\n      words: darn\n",
    );
    const { status, err } = await run(["check-config", file]);
    expect(status).toBe(1);
    expect(err.split("\n").slice(0, -1)).toEqual([
      `ircd-ts: ${file}:3:14: plugins[0].options: Unrecognized key: "txt"`,
      `ircd-ts: ${file}:6:14: plugins[1].options.words: Invalid input: expected array, received string`,
    ]);
  });

  test("takes those that fit", async () => {
    const file = folder(
      "ircd.yaml",
      "plugins: [{ use: word-filter, options: { words: [darn] } }, { use: dice }]\n",
    );
    expect(await run(["check-config", file])).toMatchObject({ status: 0, err: "" });
  });
});

describe("ircd-ts init", () => {
  const fresh = () => join(mkdtempSync(join(tmpdir(), "ircd-init-")), "ircd.yaml");

  test.each([
    ["public", "the server"],
    ["team", "the server and its people in accounts"],
    ["test", "the server"],
  ])("writes the preset %s, which check-config takes", async (preset, missing) => {
    const file = fresh();
    expect(await run(["init", "--preset", preset, file])).toMatchObject({
      status: 0,
      out: `${file}: written; name ${missing} in it, then: ircd-ts --config ${file}\n`,
    });
    expect(await run(["check-config", file])).toMatchObject({ status: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("writes over nothing, not even a link that leads nowhere", async () => {
    const file = folder("ircd.yaml", "network: Mine\n");
    const { status, err } = await run(["init", file]);
    expect({ status, err }).toEqual({
      status: 1,
      err: `ircd-ts: init: ${file} is there already, and stays as it is; name another file\n`,
    });
    expect(readFileSync(file, "utf8")).toBe("network: Mine\n");
    const link = fresh();
    symlinkSync("nowhere.yaml", link);
    expect((await run(["init", link])).err).toContain("is there already");
  });

  test.each([
    [["init", "--preset", "taem"], '--preset: must be one of public, team, test, not "taem"'],
    [["init", "no/such/folder/ircd.yaml"], "init: cannot write no/such/folder/ircd.yaml (ENOENT)"],
  ])("refuses %j", async (argv, problem) => {
    expect(await run(argv)).toMatchObject({ status: 1, err: `ircd-ts: ${problem}\n` });
  });
});

test("ircd-ts config-schema prints a JSON Schema", async () => {
  const { out, status } = await run(["config-schema"]);
  expect(JSON.parse(out)).toMatchObject({ type: "object", properties: { network: { default: "ircd-ts" } } });
  expect(status).toBe(0);
});

test("whoever reads only the beginning of what is printed disturbs nothing", async () => {
  const closedPipe = Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(closedPipe) });
  const closed = new Promise((resolve) => stdout.on("close", resolve));
  const streams = { env: {}, stdin: new PassThrough(), stdout, stderr: new PassThrough() };
  const signals = { on: () => undefined, exit: () => undefined };
  expect(await runCli(["config-schema"], startStub, streams, signals)).toBe(0);
  await closed;
  expect(streams.stderr.read()).toBeNull();
});

describe("ircd-ts genpasswd", () => {
  test("makes the hash of what it reads from a pipe", async () => {
    const { out, status } = await run(["genpasswd"], "swordfish\n");
    expect(await verifyPassword("swordfish", out.trimEnd())).toBe(true);
    expect(status).toBe(0);
  });

  test("refuses an empty password", async () => {
    expect(await run(["genpasswd"], "")).toMatchObject({
      status: 1,
      err: "ircd-ts: no password was given\n",
    });
  });
});
