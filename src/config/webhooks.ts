import {
  flag,
  type KeyProblem,
  line,
  listOf,
  mustBe,
  oneOf,
  repeated,
  secret,
  section,
  subKey,
} from "./fields.ts";
import { isHttpUrl } from "./service-url.ts";

/** What a webhook may be told of. */
export const WEBHOOK_EVENTS = [
  "user.connected",
  "user.left",
  "user.killed",
  "user.opered",
  "channel.joined",
  "channel.parted",
  "channel.kicked",
  "channel.topic",
  "channel.message",
  "account.changed",
  "account.removed",
] as const;

/** One who is told of what happens, over HTTP. */
export function webhook() {
  const error = mustBe("an https: URL without a name or password in it, or an http: one with allowPrivate");
  return section({
    name: subKey(
      line("one word of letters, digits, - _ and .", /^[\w.-]{1,64}$/),
      "what the log and the metrics call it",
    ),
    url: subKey(line().refine(isHttpUrl, { error }), "where events are posted to"),
    secret: subKey(
      secret("one line of at least 16 characters", /^[^\p{Cc}]{16,}$/u),
      "what events are signed with (HMAC-SHA256)",
    ),
    events: subKey(
      listOf(oneOf(WEBHOOK_EVENTS), "a list of events").min(1, "must name at least one event"),
      "what it is told of",
    ),
    allowPrivate: subKey(
      flag().default(false),
      "whether it may be on this machine or in a private network, and without TLS",
    ),
  });
}

/** Which webhooks have the name of another, or would be told in plain text over the Internet. */
export function webhookProblems(
  webhooks: readonly { readonly name: string; readonly url: string; readonly allowPrivate: boolean }[],
): readonly KeyProblem[] {
  const problems: KeyProblem[] = [];
  for (const index of repeated(webhooks.map(({ name }) => name)))
    problems.push([["webhooks", index, "name"], "is another webhook's already"]);
  for (const [index, { url, allowPrivate }] of webhooks.entries()) {
    if (!allowPrivate && /^http:/i.test(url))
      problems.push([["webhooks", index, "url"], "must be an https: URL, or have allowPrivate: true"]);
  }
  return problems;
}
