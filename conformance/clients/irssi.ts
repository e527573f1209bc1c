import { writeFile } from "node:fs/promises";
import { type Deed, typed } from "./deeds.ts";
import { type Person, type Program, quoted, type Seat, untilShown } from "./person.ts";
import { Terminal } from "./tmux.ts";

/** irssi in a tmux, read from its screen. */
export const irssi: Program = {
  name: "irssi",
  nick: "irina",
  needs: { irssi: "irssi", tmux: "tmux" },
  async start(seat) {
    await writeFile(`${seat.folder}/config`, configuration(seat));
    return new AtIrssi(seat.nick, await Terminal.open(seat.folder, ["irssi", `--home=${seat.folder}`]));
  },
};

class AtIrssi implements Person {
  readonly program = "irssi";
  readonly greeting = /Welcome/;
  readonly nick: string;
  readonly #terminal: Terminal;
  #marks = 0;

  constructor(nick: string, terminal: Terminal) {
    this.nick = nick;
    this.#terminal = terminal;
  }

  async do(deed: Deed): Promise<void> {
    // irssi keeps what it does not know to itself, unless quoted.
    await this.#terminal.type(deed.type === "rooms" ? `/quote ${typed(deed)}` : typed(deed));
  }

  async screen(): Promise<string> {
    const screen = await this.#terminal.screen();
    return this.#marks === 0 ? screen : (screen.split(` ${this.#mark()}\n`)[1] ?? "");
  }

  async forget(): Promise<void> {
    this.#marks += 1;
    await this.#terminal.type("/clear");
    await this.#terminal.type(`/echo ${this.#mark()}`);
    await untilShown({ program: this.program, screen: () => this.#terminal.screen() }, [
      new RegExp(` ${this.#mark()}\n`),
    ]);
  }

  looks(by: string, deed: Deed): readonly RegExp[] {
    return looks(quoted(by), deed).map((pattern) => new RegExp(pattern));
  }

  async leave(): Promise<void> {
    await this.#terminal.close();
  }

  #mark(): string {
    return `mark-${this.#marks}`;
  }
}

function looks(by: string, deed: Deed): string[] {
  switch (deed.type) {
    case "join":
      return [`-!- ${by} \\[\\S+@\\S+\\] has joined ${quoted(deed.room)}`];
    case "part":
      return [`-!- ${by} \\[\\S+@\\S+\\] has left ${quoted(deed.room)} \\[${quoted(deed.reason)}\\]`];
    case "say":
      return [`<.${by}(:${quoted(deed.room)})?> ${quoted(deed.text)}`];
    case "tell":
      return [`\\[${by}\\(\\S+@\\S+\\)\\] ${quoted(deed.text)}`];
    case "topic":
      return [`${by} changed the topic of ${quoted(deed.room)} to: ${quoted(deed.text)}`];
    case "rename":
      return [`${by} is now known as ${quoted(deed.to)}`];
    case "kick":
      return [`${deed.whom} was kicked from ${quoted(deed.room)} by ${by} \\[${quoted(deed.reason)}\\]`];
    case "quit":
      return [`-!- ${by} \\[\\S+@\\S+\\] has quit \\[.*${quoted(deed.reason)}.*\\]`];
    case "names":
      return deed.members.map((nick) => `\\[.${nick} *\\]`);
    case "whois":
      return [`-!- ${deed.whom} \\[\\S+@\\S+\\]`, "server +: \\S+", "End of WHOIS"];
    case "rooms":
      return [`-!- ${quoted(deed.room)} ${deed.count}\\s`];
    default:
      return []; // It is not asked: it shows none of these.
  }
}

function configuration({ host, port, nick }: Seat): string {
  return `
servers = ( { address = "${host}"; port = "${port}"; autoconnect = "yes"; } );
settings = {
  core = { nick = "${nick}"; user_name = "${nick}"; real_name = "${nick} at irssi"; };
  "irc/core" = { cmd_queue_speed = "10msec"; cmds_max_at_once = "100"; };
  # Everything in one window: what is shown is then on the screen.
  "fe-common/core" = { autocreate_windows = "no"; autocreate_query_level = "NONE"; autocreate_own_query = "no"; };
};
`;
}
