import { flag, oneOf, section, subKey, whole } from "./fields.ts";

const policies = ["off", "opt-in", "opt-out", "mandatory"] as const;

/** How clients of one account belong together, and who stays on the network without any. */
export const sessions = section({
  multiclient: subKey(
    oneOf(policies).default("opt-out"),
    "whether clients logged in to one account share its nick: nobody's, of accounts that ask for it, that do not object, of all",
  ),
  alwaysOn: subKey(
    oneOf(policies).default("opt-in"),
    "whether an account stays on the network, in its channels, without a client; as multiclient",
  ),
  autoAway: subKey(
    flag().default(true),
    "whether who stays without a client is shown as away, unless the account says otherwise",
  ),
  expireDays: subKey(
    whole(0, 36_500).default(30),
    "after how many days without a client an account leaves the network; 0 means never",
  ),
  perAccount: subKey(whole(0, 10_000).default(16), "clients of one account at once; 0 means any number"),
  replayLines: subKey(
    whole(0, 1_000).default(100),
    "lines of each channel and conversation shown to a client that comes back; 0 shows none",
  ),
});
