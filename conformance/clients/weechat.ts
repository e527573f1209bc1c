import { type ChildProcess, spawn } from "node:child_process";
import { appendFile, readdir, readFile } from "node:fs/promises";
import { ended } from "../processes.ts";
import type { Credentials } from "../suite/facts.ts";
import { type Deed, typed } from "./deeds.ts";
import { type Person, type Program, quoted, type Seat } from "./person.ts";

/** weechat-headless: typed into through its FIFO, its buffers read as its logger writes them. */
export const weechat: Program = {
  name: "weechat",
  nick: "wendy",
  // The FIFO is a plugin.
  needs: { "weechat-headless": "weechat-headless weechat-plugins" },
  async start(seat) {
    const child = spawn(
      "weechat-headless",
      ["-d", seat.folder, ...commands(seat).flatMap((line) => ["-r", line])],
      {
        stdio: "ignore",
        env: { ...process.env, LC_ALL: "C.UTF-8" },
      },
    );
    return new AtWeechat(seat, child);
  },
};

class AtWeechat implements Person {
  readonly program = "weechat";
  readonly greeting: RegExp;
  readonly nick: string;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #seen = new Map<string, number>();

  constructor(seat: Seat, child: ChildProcess) {
    this.nick = seat.nick;
    this.greeting = seat.account ? /logged in as [\s\S]*Welcome/ : /Welcome/;
    this.#folder = seat.folder;
    this.#child = child;
  }

  async do(deed: Deed): Promise<void> {
    await appendFile(`${this.#folder}/fifo`, `irc.server.test *${typed(deed)}\n`);
  }

  /** Every buffer's lines, each as `buffer prefix text`. */
  async screen(): Promise<string> {
    const buffers = await this.#buffers();
    return buffers
      .flatMap(([name, lines]) => lines.slice(this.#seen.get(name) ?? 0).map((line) => `${name} ${line}`))
      .join("\n");
  }

  async forget(): Promise<void> {
    for (const [name, lines] of await this.#buffers()) this.#seen.set(name, lines.length);
  }

  looks(by: string, deed: Deed): readonly RegExp[] {
    return looks(quoted(by), deed).map((pattern) => new RegExp(pattern, "m"));
  }

  async leave(): Promise<void> {
    await ended(this.#child);
  }

  async #buffers(): Promise<[string, string[]][]> {
    const folder = `${this.#folder}/logs`;
    // The logger makes its folder with the first line.
    const files = await readdir(folder).catch(() => []);
    return Promise.all(
      files.map(async (file): Promise<[string, string[]]> => {
        const text = await readFile(`${folder}/${file}`, "utf8");
        const lines = text.split("\n").slice(0, -1);
        const name = file.replace(/^irc\.test\.|\.weechatlog$/g, "");
        return [name, lines.map((line) => line.split("\t").slice(1).join(" "))];
      }),
    );
  }
}

function looks(by: string, deed: Deed): string[] {
  switch (deed.type) {
    case "join":
      // Account and real name stand between, as far as the server tells them.
      return [`^\\S+ --> ${by} .*\\(\\S+@\\S+\\) has joined ${quoted(deed.room)}$`];
    case "part":
      return [`^\\S+ <-- ${by} \\(\\S+@\\S+\\) has left ${quoted(deed.room)} \\(${quoted(deed.reason)}\\)$`];
    case "say":
      return [`^${quoted(deed.room)} [@+%&~]?${by} ${quoted(deed.text)}$`];
    case "tell":
      return [`^${by} ${by} ${quoted(deed.text)}$`];
    case "topic":
      return [`${by} has changed topic for ${quoted(deed.room)} .*to "${quoted(deed.text)}"$`];
    case "rename":
      return [`${by} is now known as ${quoted(deed.to)}$`];
    case "kick":
      return [`^${quoted(deed.room)} <-- ${by} has kicked ${deed.whom} \\(${quoted(deed.reason)}\\)$`];
    case "quit":
      return [`<-- ${by} \\(\\S+@\\S+\\) has quit \\(.*${quoted(deed.reason)}.*\\)$`];
    case "names":
      return deed.members.map((nick) => `Nicks ${quoted(deed.room)}: \\[(.* )?[@+%&~]?${nick}( .*)?\\]$`);
    case "whois":
      return [
        `\\[${deed.whom}\\] \\(\\S+@\\S+\\)`,
        `\\[${deed.whom}\\] \\S+ \\(.*\\)$`,
        `\\[${deed.whom}\\] End of`,
      ];
    case "rooms":
      return [`${quoted(deed.room)}\\(${deed.count}\\)`];
    case "real name":
      return [`^\\S+ -- ${by} has changed real name to "${quoted(deed.name)}"$`];
    case "log in":
      return [`^\\S+ -- ${by} has identified as ${quoted(deed.account.name)}$`];
    case "away":
      return []; // It is not asked: it shows this as a colour.
  }
}

function commands({ host, port, nick, folder, account }: Seat): string[] {
  return [
    `/set fifo.file.path ${folder}/fifo`,
    "/fifo disable",
    "/fifo enable",
    "/set logger.file.flush_delay 0",
    `/set logger.file.path ${folder}/logs`,
    "/set irc.server_default.anti_flood_prio_high 0",
    "/set irc.server_default.anti_flood_prio_low 0",
    "/set irc.look.smart_filter off",
    "/set irc.network.send_unknown_commands on",
    `/server add test ${host}/${port} -notls -nicks=${nick} -username=${nick} -realname=${nick}`,
    ...(account ? login(account) : []),
    "/connect test",
  ];
}

function login({ name, password }: Credentials): string[] {
  return [
    "/set irc.server.test.sasl_mechanism plain",
    `/set irc.server.test.sasl_username ${name}`,
    `/set irc.server.test.sasl_password "${password}"`,
  ];
}
