import { createInterface } from 'node:readline';
import { similarWindows } from './context/windows';

/** The baseline of completion context behind the grounding benchmark's protocol; it answers nothing else. */
async function main(): Promise<void> {
  let root = '';
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const { id, op, ...request } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (op === 'open') root = String(request['root']);
    const reply =
      op === 'context'
        ? { snippets: similarWindows(root, String(request['path']), String(request['prefix'])) }
        : { ok: true };
    process.stdout.write(`${JSON.stringify({ id, ...reply })}\n`);
    if (op === 'close') break;
  }
}

void main();
