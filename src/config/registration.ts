import { flag, line, mustBe, oneOf, secret, section, subKey, throttle, whole } from "./fields.ts";

/** How accounts are registered. */
export const registration = section({
  enabled: subKey(flag().default(true), "whether anybody may register an account"),
  beforeConnect: subKey(
    flag().optional(),
    "whether that may be done before one is on the network; left out: unless password or accountRequired is set",
  ),
  emailRequired: subKey(flag().default(false), "whether an e-mail address has to be given"),
  customAccountName: subKey(
    flag().default(false),
    "whether the account may be named otherwise than one's nick",
  ),
  verify: subKey(
    flag().default(false),
    "whether a code is sent to that address, without which the account is none; needs mail",
  ),
  verifySeconds: subKey(
    whole(60, 2_592_000).default(86_400),
    "how long the code is good for; then the account is forgotten",
  ),
  throttle: subKey(throttle(5, 600), "how often an account may be registered from one address"),
});

/** How letters are sent. */
export function mail() {
  return section({
    host: subKey(line("a host name or address", /^[A-Za-z0-9.:_-]{1,253}$/), "the mail server (SMTP)"),
    port: subKey(whole(1, 65_535).default(587), "its port"),
    tls: subKey(
      oneOf(["starttls", "implicit", "none"]).default("starttls"),
      "how the connection is made safe: by STARTTLS (mostly port 587), from its beginning (465), or not at all",
    ),
    user: subKey(line().optional(), "the name to log in with; left out: nobody logs in"),
    password: subKey(secret("one line", /^[^\p{Cc}]+$/u).optional(), "the password to log in with"),
    from: subKey(sender(), "who writes: the address of the letters"),
  });
}

function sender() {
  const words = "an e-mail address, such as irc@example.org";
  return line(words, /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u).max(254, {
    error: mustBe(words),
  });
}
