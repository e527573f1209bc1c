import { definePlugin } from "../../src/plugins/define-plugin.ts";
import type { Ruling } from "../../src/plugins/plugin-api.ts";
import type { VettedType } from "../../src/world/verdicts.ts";

/** A plugin that thinks about changes of these types until it is told what it has come to; the oldest waits first. */
export function thinkingPlugin(...types: readonly VettedType[]) {
  const waiting: ((ruling: Ruling) => void)[] = [];
  const think = () => new Promise<Ruling>((resolve) => waiting.push(resolve));
  const plugin = definePlugin({
    name: "slow",
    description: "thinks",
    setup(api) {
      for (const type of types) api.before(type, think);
    },
  });
  return { plugin, waiting };
}
