import type { Mechanism } from "./mechanism.ts";
import { plainMechanism } from "./plain-mechanism.ts";

/** Every mechanism, in the order it is offered. */
export const mechanismTable: readonly Mechanism[] = [plainMechanism];

/** Their names, as `sasl=` and 908 list them. */
export const mechanismNames: readonly string[] = mechanismTable.map(({ name }) => name);
