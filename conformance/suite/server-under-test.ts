import type { OperCredentials } from "./facts.ts";
import { startOwnServer } from "./own-server.ts";

/** A listening server, and how to be done with it. */
export interface ServerUnderTest {
  readonly host: string;
  readonly port: number;
  readonly oper: OperCredentials | undefined;
  readonly stop: () => Promise<void>;
}

/** What the options say of the server. */
export interface ServerChoice {
  readonly host: string;
  readonly port?: number | undefined;
  readonly operName?: string | undefined;
  readonly operPassword?: string | undefined;
}

/** The server the options name, or one of this repository started for the run. */
export async function serverUnderTest(choice: ServerChoice): Promise<ServerUnderTest> {
  const { host, port, operName, operPassword } = choice;
  if (port === undefined) return startOwnServer();
  const known = operName !== undefined && operPassword !== undefined;
  const oper = known ? { name: operName, password: operPassword } : undefined;
  return { host, port, oper, stop: async () => {} };
}
