import { runCli } from "../../src/cli/run.ts";
import { startStub } from "./stub-server.ts";

const status = await runCli(process.argv.slice(2), startStub, process, process);
if (status !== undefined) process.exitCode = status;
