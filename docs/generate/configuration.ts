import { type ConfigKey, configKeys } from "../../src/config/keys.ts";

/** docs/configuration.md, made from the schema. */
export function configurationPage(): string {
  const keys = configKeys();
  return `# Configuration

\`ircd-ts --config FILE\` reads a YAML file; variables of the environment go before it, options on the command line
before those, and every key may be left out. \`ircd-ts check-config FILE\` names each mistake with its line, its
variable or its option. Names of files are taken from the folder the server is started in. This page is made from the
schema by \`npm run docs\`.

\`ircd-ts init FILE\` writes a file to begin with, in which every key stands with what it is. \`--preset public\` is for a
server that anybody may use, \`--preset team\` for people who know each other, \`--preset test\` for tests. A file that is
there already stays as it is. Editors that know JSON Schema check and complete the file with
[configuration.schema.json](configuration.schema.json), which \`ircd-ts config-schema\` prints.

A key of the scope *node* may differ from one server of a network to the next. On a key of the scope *network* all
of them agree.

\`\`\`yaml
name: irc.example.net
network: Example
listeners:
  - { port: 6667 }
  - { host: "::", port: 6697, tls: { cert: fullchain.pem, key: privkey.pem } }
  - { port: 8097, websocket: { origins: ["https://chat.example.org"], trustedProxies: [127.0.0.1] } }
motd: { file: motd.txt }
opers:
  - name: alice
    password: $scrypt$N=32768,r=8,p=1$… # made by ircd-ts genpasswd
    hosts: ["*@10.0.0.0/8"]
limits:
  nickLength: 20
\`\`\`

## Variables

Every key has a variable: \`IRCD_\` and the way to it in capitals, with the place in a list counted from 0. One variable
gives one value, never a section or a list.

| Variable | Key |
| --- | --- |
| \`IRCD_NETWORK\` | \`network\` |
| \`IRCD_LIMITS_NICK_LENGTH\` | \`limits.nickLength\` |
| \`IRCD_LISTENERS_0_PORT\` | \`listeners[0].port\` |
| \`IRCD_CONNECTIONS_EXEMPT_0\` | \`connections.exempt[0]\` |
| \`IRCD_PASSWORD_FILE\` | \`password\`, which stands in that file; so with every password |

A place in a list alters that item of the file's list, or follows its last one; where the file has no such list, the
variables make it. A variable that begins with \`IRCD_\` and names no key is a mistake. REHASH reads the files that
variables name again; the variables themselves a process has for good.

## Keys

| Key | Default | Scope | What it is |
| --- | --- | --- | --- |
${keys.map(row).join("\n")}
`;
}

function row({ path, standard, scope, doc, isSection }: ConfigKey): string {
  const key = isSection ? `**\`${path}\`**` : `\`${path}\``;
  return `| ${key} | ${standard === undefined ? "" : `\`${standard}\``} | ${scope} | ${doc} |`;
}
