import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const leftovers = new Set();
const farewells = new Set();
let installed = false;
let leaving = false;

/**
 * Runs `undo` when this process ends, however it ends short of SIGKILL. Must be synchronous.
 * Returns a function that runs it now instead.
 */
export function onProcessEnd(undo) {
  install();
  leftovers.add(undo);
  return () => {
    if (leftovers.delete(undo)) undo();
  };
}

/** Runs `work` before this process ends by a signal; a second signal does not wait for it. */
export function onInterrupt(work) {
  install();
  farewells.add(work);
}

/** A new temporary folder, removed by its `remove()` or when this process ends. Its path has no symbolic links in it. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(path.join(realpathSync(os.tmpdir()), `cairn-${name}-`));
  const remove = onProcessEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return { path: folder, remove };
}

function install() {
  if (installed) return;
  installed = true;
  process.on('exit', () => {
    for (const undo of [...leftovers].reverse()) {
      try {
        undo();
      } catch (error) {
        process.stderr.write(`cairn: cleaning up failed: ${error.message}\n`);
      }
    }
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, () => leave(code));
  }
}

async function leave(code) {
  if (!leaving) {
    leaving = true;
    await Promise.allSettled([...farewells].map((work) => work()));
  }
  process.exit(code);
}
