import { type ConfigKey, configKeys } from "../../src/config/keys.ts";

/** docs/configuration.md, made from the schema. */
export function configurationPage(): string {
  const keys = configKeys();
  return `# Configuration

\`ircd-ts --config FILE\` reads a YAML file; options on the command line go before it, and every key may be left
out. \`ircd-ts check-config FILE\` names each mistake with its line. Names of files are taken from the folder the
server is started in. This page is made from the schema by \`npm run docs\`.

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

| Key | Default | Scope | What it is |
| --- | --- | --- | --- |
${keys.map(row).join("\n")}
`;
}

function row({ path, standard, scope, doc, isSection }: ConfigKey): string {
  const key = isSection ? `**\`${path}\`**` : `\`${path}\``;
  return `| ${key} | ${standard === undefined ? "" : `\`${standard}\``} | ${scope} | ${doc} |`;
}
