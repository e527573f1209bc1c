import type { Fault } from "./fault.ts";
import { channelFaults } from "./table/channels.ts";
import { featureFaults } from "./table/features.ts";
import { greetingFaults } from "./table/greeting.ts";
import { peopleFaults } from "./table/people.ts";

/** Every fault the suite must notice. */
export const allFaults: readonly Fault[] = [
  ...greetingFaults,
  ...featureFaults,
  ...channelFaults,
  ...peopleFaults,
];
