import type { TestClient, TestClientOptions } from "./client.ts";
import type { TestNetwork } from "./network.ts";

/** A client that comes in logged in to an account, without the wait for a password; its welcome is left to be read. */
export function comeAs(
  network: TestNetwork,
  account: string,
  options: TestClientOptions & {
    readonly nick?: string;
    readonly caps?: string;
    readonly device?: string;
  } = {},
): TestClient {
  const { nick = account, caps = "", device } = options;
  const client = network.open(options);
  client.send(`CAP REQ :${caps}`);
  const { registration } = client.session;
  if (registration) Object.assign(registration, { account, device });
  client.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick} Example`, "CAP END");
  return client;
}
