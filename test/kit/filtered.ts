import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient } from "./client.ts";
import { openRoom, type Room } from "./room.ts";

type FilterInput = NonNullable<ConfigInput["filters"]>;

/** One rule, as a configuration has it. */
export type RuleInput = NonNullable<FilterInput["rules"]>[number];

/** A room with filters, and an operator of the network who has joined nothing. */
export interface FilteredRoom extends Room {
  readonly boss: TestClient;
}

/** Opens #room with these rules in force; `others` are the other keys of the section. */
export function filteredRoom(
  rules: readonly RuleInput[],
  others: Omit<FilterInput, "rules"> = {},
  modes = "",
): FilteredRoom {
  const room = openRoom(modes, { filters: { rules, ...others } });
  const boss = room.network.connect("boss");
  room.network.makeOperator(boss);
  return { ...room, boss };
}

/** A rule about `spam`, wherever it is. */
export function spam(rule: Partial<RuleInput> = {}): RuleInput {
  return { name: "spam", match: { literal: "spam" }, ...rule };
}
