import { runCli } from "./cli/run.ts";
import { startServer } from "./server.ts";

const status = await runCli(process.argv.slice(2), startServer, process, process);
if (status !== undefined) process.exitCode = status;
