import { createServer } from "node:net";
import type { RunningServer, StartServer } from "../../src/node/running-server.ts";

/** Listens as a server would, speaks no IRC. */
export const startStub: StartServer = async (config, { log, reload }): Promise<RunningServer> => {
  const servers = config.listeners.map(() =>
    createServer((socket) => socket.on("error", () => socket.destroy())),
  );
  const addresses = await Promise.all(
    config.listeners.map(
      ({ host, port, tls, console, websocket }, index) =>
        new Promise<RunningServer["addresses"][number]>((resolve, reject) => {
          const server = servers[index];
          server?.once("error", reject);
          server?.listen(port, host, () => {
            const bound = server.address();
            const real = typeof bound === "object" && bound ? bound.port : port;
            resolve({
              host,
              port: real,
              tls: tls !== undefined,
              console,
              websocket: websocket !== undefined,
            });
          });
        }),
    ),
  );
  log.info({ name: config.name }, "started");
  return {
    port: addresses[0]?.port ?? 0,
    addresses,
    close: async () => {
      for (const server of servers) server.close();
    },
    reopen: () => process.stderr.write("reopened\n"),
    rehash: async () => {
      log.info({ network: reload().network }, "rehashed");
      return [];
    },
  };
};
