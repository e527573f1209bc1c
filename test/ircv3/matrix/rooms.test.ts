import { expect, test } from "vitest";
import { TestNetwork } from "../../kit/network.ts";
import { testKinds } from "./check.ts";
import { rooms } from "./rooms.ts";

testKinds(rooms);

test.each(["multi-prefix", "userhost-in-names", "multi-prefix userhost-in-names", "server-time"])(
  "with %s, who is shown another name as leaving and joining is told the names as NAMES tells them",
  (caps) => {
    const network = new TestNetwork({ unlimited: true });
    const [owner] = network.inChannel("#room", "owner");
    const reader = network.connect("reader", { caps });
    reader.send("JOIN #room");
    owner?.send("MODE #room +vov owner reader reader");
    reader.read();
    owner?.send("RENAME #room #other");
    const names = reader.read().filter((line) => / (353|366) /.test(line));
    expect(names).toHaveLength(2);
    expect(names).toEqual(reader.ask("NAMES #other"));
  },
);
