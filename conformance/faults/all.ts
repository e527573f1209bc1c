import type { Fault } from "./fault.ts";
import { capabilityFaults } from "./table/capabilities.ts";
import { channelFloodLimitsFaults } from "./table/channel-flood-limits.ts";
import { channelFaults } from "./table/channels.ts";
import { editFaults } from "./table/edits.ts";
import { featureFaults } from "./table/features.ts";
import { greetingFaults } from "./table/greeting.ts";
import { labelFaults } from "./table/labels.ts";
import { multilineFaults } from "./table/multiline.ts";
import { notificationFaults } from "./table/notifications.ts";
import { peopleFaults } from "./table/people.ts";
import { tagFaults } from "./table/tags.ts";
import { userQueryFaults } from "./table/user-query.ts";

/** Every fault the suite must notice. */
export const allFaults: readonly Fault[] = [
  ...greetingFaults,
  ...featureFaults,
  ...channelFaults,
  ...peopleFaults,
  ...capabilityFaults,
  ...tagFaults,
  ...labelFaults,
  ...notificationFaults,
  ...multilineFaults,
  ...editFaults,
  ...userQueryFaults,
  ...channelFloodLimitsFaults,
];
