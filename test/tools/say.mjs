/** A problem that the person running a command can solve: shown as its message alone, without a stack. */
export class Problem extends Error {}

/** Says on stderr what is being done; stdout stays the script's own. */
export function say(text) {
  process.stderr.write(`cairn: ${text}\n`);
}

/** Runs a command's main function: a Problem is printed as one sentence, anything else with its stack; both give exit code 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Problem ? error.message : (error?.stack ?? error)}\n`);
    process.exit(1);
  }
}
