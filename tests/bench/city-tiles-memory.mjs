// Runs a command of ours in this process and says on its last line what it took: wall time from the start of the process
// and the most memory that was resident.
import { pathToFileURL } from "node:url";

const [, , command, ...args] = process.argv;
process.argv = [process.argv[0], command, ...args];
process.on("exit", () => {
  const report = { seconds: performance.now() / 1000, rssMB: process.resourceUsage().maxRSS / 1024 };
  process.stderr.write(`${JSON.stringify(report)}\n`);
});
await import(pathToFileURL(command).href);
