import { z } from "zod";
import { flag, line, listOf, section, subKey, whole } from "./fields.ts";

/** Programs that are asked what the server does not know itself. */
export const scripts = section({
  ipCheck: subKey(
    section({
      ...script(5),
      cacheSeconds: subKey(
        whole(0, 86_400).default(60),
        "for how long an answer is used again for the same address; REHASH forgets all",
      ),
      cacheEntries: subKey(whole(0, 1_000_000).default(10_000), "how many answers are remembered at most"),
    }).optional(),
    "asked about each address that connects: accept, refuse or require-login; without an answer it is let in",
    { command: "/usr/local/bin/ip-check" },
  ),
  auth: subKey(
    section({
      ...script(9),
      autocreate: subKey(
        flag().default(false),
        "whether an account is made for whom it knows; otherwise the account has to exist",
      ),
    }).optional(),
    "asked who logs in to an account that is not here, or has no password here; without an answer nobody gets in",
    { command: "/usr/local/bin/auth", autocreate: true },
  ),
});

function script(seconds: number) {
  return {
    command: subKey(line(), "the program; no shell is between"),
    args: subKey(listOf(z.string(), "a list of arguments").default([]), "its arguments"),
    seconds: subKey(whole(1, 60).default(seconds), "how long it may take"),
    most: subKey(whole(1, 1_000).default(8), "how many of it may run at one time; who is next waits"),
  };
}
