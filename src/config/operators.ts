import { z } from "zod";
import { flag, line, listOf, mustBe, nodeKey, oneOf, secret, section, subKey } from "./fields.ts";
import { fingerprint, PRIVILEGES } from "./values.ts";

// The categories of server notices. Their table is the world's, which this folder does not know; a test compares.
const snomaskLetters = "acfknoqrsvx";

const CLASS_NAME = "a letter, then letters, digits or -";

/** Someone who may become an operator. */
function oper() {
  return section({
    name: subKey(line("one word", /^[^\s:\p{Cc}][^\s\p{Cc}]{0,62}$/u), "the name given to OPER"),
    password: subKey(
      secret("a hash: one made by ircd-ts genpasswd, or of argon2id", /^\$(?:scrypt|argon2id)\$/).optional(),
      "the hash of the password; without one it takes the certificate or the account",
    ),
    certfp: subKey(fingerprint().optional(), "the client certificate it has to show, too"),
    account: subKey(
      line("the name of an account", /^[^\s\p{Cc}]{1,63}$/u).optional(),
      "the account it has to be logged in to, too; who leaves the account leaves the office",
    ),
    auto: subKey(
      flag().default(false),
      "whether it takes no OPER: who comes in or logs in with the certificate or the account is one",
    ),
    hosts: subKey(
      listOf(
        line("a mask such as *@10.0.0.0/8 or user@*.example.net", /^[^\s\p{Cc}]{1,200}$/u),
        "a list of masks",
      ).default(["*@*"]),
      "masks of user@host it may come from; the host may be a block of addresses",
    ),
    class: subKey(className().optional(), "the class of operClasses that says what it may do"),
    privileges: subKey(
      privileges().optional(),
      "what it may do, where it has no class: all, or a list; all if neither stands",
    ),
    hidden: subKey(flag().default(false), "whether only operators see that it is one (user mode +H)"),
  }).meta({ anyOf: ["password", "certfp", "account"].map((key) => ({ required: [key] })) });
}

/** What several operators may do. */
function operClass() {
  return section({
    extends: subKey(className().optional(), "the class whose privileges it has, too"),
    privileges: subKey(privileges().default([]), "what those of it may do besides: all, or a list"),
    snomask: subKey(
      line(`letters out of ${snomaskLetters}`, new RegExp(`^[${snomaskLetters}]+$`)).optional(),
      "the categories of server notices they begin with",
    ),
    title: subKey(
      line("one line of at most 100 characters", /^[^\p{Cc}]{1,100}$/u).optional(),
      "what WHOIS says they are, instead of an IRC operator",
    ),
  });
}

function className() {
  return line(CLASS_NAME, /^[A-Za-z][A-Za-z0-9-]{0,30}$/);
}

function privileges() {
  return z.union([z.literal("all"), z.array(oneOf(PRIVILEGES))], {
    error: mustBe(`all, or a list of ${PRIVILEGES.join(", ")}`),
  });
}

function classesProblem(issue: { readonly code?: string | undefined; readonly input?: unknown }) {
  if (issue.code === "invalid_key") return `is no name of a class, which is ${CLASS_NAME}`;
  return mustBe("a section of classes, each by its name")(issue);
}

/** The keys of who oversees the network. */
export const operatorKeys = {
  opers: nodeKey(
    listOf(oper(), "a list of operators").default([]),
    "who may become an operator, with OPER or by themselves",
    [{ name: "root", password: "$scrypt$N=32768,r=8,p=1$…", hosts: ["*@10.0.0.0/8"] }],
  ),
  operClasses: nodeKey(
    z.record(className(), operClass(), { error: classesProblem }).default({}),
    "classes of operators, each by its name",
    { helper: { privileges: ["kill"] }, admin: { extends: "helper", privileges: ["ban"] } },
  ),
  audit: nodeKey(
    section({
      file: subKey(
        line().optional(),
        "the file of JSON lines, appended to; left out: it is told to operators with snomask a alone",
        "audit.log",
      ),
    }).prefault({}),
    "where it is written down what is done with a privilege",
  ),
};
