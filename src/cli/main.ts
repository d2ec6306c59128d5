import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSecretScanner } from '../engine/models';
import { builtEngineFiles } from './open-folder';
import { run } from './run';

async function main(): Promise<void> {
  const files = await builtEngineFiles(dirname(fileURLToPath(import.meta.url)));
  const terminal = {
    directory: process.cwd(),
    out: (line: string) => void process.stdout.write(`${line}\n`),
    err: (line: string) => void process.stderr.write(`${line}\n`),
  };
  // A reader such as `head` may close the pipe before everything is printed.
  process.stdout.on('error', () => process.exit(0));
  process.exitCode = await run(process.argv.slice(2), { files, loadScanner: loadSecretScanner }, terminal);
}

void main();
