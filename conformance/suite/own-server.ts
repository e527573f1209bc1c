import { scryptSync } from "node:crypto";
import { StartedServer } from "../started-server.ts";
import type { ServerUnderTest } from "./server-under-test.ts";

const oper = { name: "oper", password: "conformance" } as const;
const account = { name: "Confucius", password: "learning without thought" } as const;

/** Starts the server of this repository on a free loopback port, with an operator and an account. */
export async function startOwnServer(): Promise<ServerUnderTest> {
  const server = await StartedServer.start(configFile());
  return { host: server.host, port: server.port, oper, account, stop: () => server.stop() };
}

function configFile(): string {
  return [
    "name: irc.conformance.example",
    "network: Conformance",
    "motd: Welcome to the conformance run",
    "admin: { location: Nowhere, organisation: Nobody, email: admin@conformance.example }",
    "opers:",
    `  - { name: ${oper.name}, password: "${cheapHash(oper.password)}" }`,
    "accounts:",
    `  - { name: ${account.name}, password: "${account.password}" }`,
    "history: { edits: true }",
    // Cases run beside each other under one account, each as somebody of its own.
    'sessions: { multiclient: "off", alwaysOn: "off" }',
    "",
  ].join("\n");
}

// As genpasswd makes them, at a cost that keeps no case waiting.
function cheapHash(password: string): string {
  const salt = Buffer.from("0123456789abcdef");
  const hash = scryptSync(password, salt, 32, { N: 2, r: 1, p: 1 });
  return `$scrypt$N=2,r=1,p=1$${salt.toString("base64")}$${hash.toString("base64")}`;
}
