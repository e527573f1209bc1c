import type { TestClient } from "./client.ts";
import { TestNetwork } from "./network.ts";

/** The operator `boss` outside, and `owner` and `alice` in #room. */
export interface OperatorRoom {
  readonly network: TestNetwork;
  readonly boss: TestClient;
  readonly owner: TestClient;
  readonly alice: TestClient;
}

/** A room with an operator outside of it, and nothing left to read. */
export function operatorRoom(): OperatorRoom {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  const [owner, alice] = network.inChannel("#room", "owner", "alice");
  if (!owner || !alice) throw new Error("nobody is there");
  return { network, boss, owner, alice };
}

/** What a user and an operator with no more than `kill` are answered. */
export function refusalsOf({ network, boss, alice }: OperatorRoom, line: string): readonly string[] {
  network.makeOperator(boss, ["kill"]);
  return [...alice.numerics(line), ...boss.numerics(line)];
}

/** What they should be answered. */
export function refusedWithout(privilege: string): readonly string[] {
  return [
    "481 :Permission Denied- You're not an IRC operator",
    `723 ${privilege} :Insufficient oper privileges.`,
  ];
}
