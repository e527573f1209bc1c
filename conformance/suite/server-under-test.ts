import type { Credentials, Keys } from "./facts.ts";
import { startOwnServer } from "./own-server.ts";

/** A listening server, and how to be done with it. */
export interface ServerUnderTest extends Keys {
  readonly host: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** What the options say of the server. */
export interface ServerChoice {
  readonly host: string;
  readonly port?: number | undefined;
  readonly operName?: string | undefined;
  readonly operPassword?: string | undefined;
  readonly account?: string | undefined;
  readonly password?: string | undefined;
}

/** The server the options name, or one of this repository started for the run. */
export async function serverUnderTest(choice: ServerChoice): Promise<ServerUnderTest> {
  const { host, port, operName, operPassword, account, password } = choice;
  if (port === undefined) return startOwnServer();
  return {
    host,
    port,
    oper: credentials(operName, operPassword),
    account: credentials(account, password),
    stop: async () => {},
  };
}

function credentials(name: string | undefined, password: string | undefined): Credentials | undefined {
  return name === undefined || password === undefined ? undefined : { name, password };
}
