// The command table of `lanetwin`; a command's code is loaded only when it is asked for.

const COMMANDS: Record<string, (args: string[]) => Promise<void>> = {
  start: async (args) => (await import("./start.ts")).start(args),
  serve: async (args) => (await import("./start.ts")).start(args),
};

/** Runs one command; the answer is the exit code (2 = not a command). Errors of a command pass through. */
export async function main(args: string[]): Promise<number> {
  const [name = "help", ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) {
    await command(rest);
    return 0;
  }
  const known = ["help", "--help", "-h"].includes(name);
  const usage = `lanetwin <${Object.keys(COMMANDS).join(" | ")} | help>\n`;
  if (known) process.stdout.write(usage);
  else process.stderr.write(`lanetwin: ${name}?\n${usage}`);
  return known ? 0 : 2;
}
