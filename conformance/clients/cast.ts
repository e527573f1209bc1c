import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deed } from "./deeds.ts";
import { type Person, type Program, type Seat, untilShown } from "./person.ts";

/** A server that is playing ground for all. */
type Ground = Pick<Seat, "host" | "port" | "account">;

/** Everybody who takes part, one at each program; whoever is absent is named with the reason. */
export class Cast {
  readonly absent = new Map<string, string>();
  readonly #programs: readonly Program[];
  readonly #people = new Map<string, Person>();
  readonly #server: Ground;
  #folder = "";
  #seats = 0;

  constructor(programs: readonly Program[], server: Ground) {
    this.#programs = programs;
    this.#server = server;
  }

  get account(): Ground["account"] {
    return this.#server.account;
  }

  get people(): readonly Person[] {
    return [...this.#people.values()];
  }

  person(program: string): Person | undefined {
    return this.#people.get(program);
  }

  /** Starts the program, or starts it once more. */
  async start(name: string): Promise<void> {
    const program = this.#programs.find((candidate) => candidate.name === name);
    if (!program) throw new Error(`no program is called ${name}`);
    await this.#people.get(name)?.leave();
    this.#people.delete(name);
    this.#folder ||= await mkdtemp(join(tmpdir(), "irc-clients-"));
    const folder = await mkdtemp(join(this.#folder, `${this.#seats++}-`));
    const person = await program.start({ ...this.#server, nick: program.nick, folder });
    try {
      await untilShown(person, [person.greeting]);
    } catch (error) {
      await person.leave();
      throw error;
    }
    this.#people.set(name, person);
  }

  /** Brings these people into a room, one after the other; the first makes it, and is its operator. */
  async gather(room: string, people: readonly Person[]): Promise<void> {
    for (const person of people) await joined(person, room);
    await Promise.all(people.map((person) => person.forget()));
  }

  async leave(): Promise<void> {
    await Promise.all(this.people.map((person) => person.leave()));
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function joined(person: Person, room: string): Promise<void> {
  const deed: Deed = { type: "join", room };
  await person.do(deed);
  await untilShown(person, person.looks(person.nick, deed));
}
