import { appendFileSync, cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { builtEngineFiles, openFolder } from '../../../src/cli/open-folder';
import { newTraceId, nodeHost } from '../../../src/engine/host';
import type { LocalContext } from '../../../src/engine/retrieval';
import { pathToUri } from '../../../src/engine/text';
import { measureCheckout } from '../context-server/measure-checkout';
import { percentile, printFigures, printTable, type Setup, withSetup } from '../keyword/options';
import type { SourceFile } from '../keyword/source-files';

const SAVES = 100;
const LONGEST_MS = 2000;
/** Places of an answer among which a file that has the word is; one that has not, such as what a test tests, may come before it. */
const PLACES = 10;
/** Milliseconds before a save are below this, so that some come while the index is tidied and others long after. */
const PAUSE_MS = 200;
const host = nodeHost();

async function measure({ root, files, scratch }: Setup): Promise<void> {
  const dist = path.resolve('dist');
  if (!existsSync(path.join(dist, 'grammars'))) throw new Error('There is no build: run npm run build first.');
  const copy = path.join(scratch, 'corpus');
  cpSync(root, copy, { recursive: true });
  const { p50, p95 } = await measureSaves(copy, files, dist);
  const checkout = await measureCheckout(copy, files, path.join(scratch, 'store'));
  printTable([
    [`${checkout.changed} files change at once`, ''],
    ['words of all found, ms', checkout.searchableMs.toFixed(0)],
    ['symbols of all known, ms', checkout.readyMs.toFixed(0)],
    ['new words not found', String(checkout.notFound)],
    ['longest block of the server, CPU ms', checkout.longestBlockMs?.toFixed(1) ?? 'not known here'],
    ['context p95 meanwhile, ms', checkout.contextP95Ms.toFixed(2)],
    ['context p95 at rest, ms', checkout.contextAtRestP95Ms.toFixed(2)],
    ['resident afterwards, MB', checkout.residentMb.toFixed(0)],
    ['peak, first indexing included, MB', checkout.peakMb?.toFixed(0) ?? 'not known here'],
  ]);
  printFigures('update', {
    save_to_searchable_p50_ms: p50,
    save_to_searchable_p95_ms: p95,
    checkout_searchable_ms: checkout.searchableMs,
    ...(checkout.longestBlockMs === undefined ? {} : { checkout_longest_block_ms: checkout.longestBlockMs }),
    checkout_context_p95_ms: checkout.contextP95Ms,
    checkout_not_found: checkout.notFound,
    checkout_rss_mb: checkout.residentMb,
  });
}

/** Saves files of a folder, which is written to, and asks for a new word in them, once in a millisecond, until the engine finds it. */
async function measureSaves(
  copy: string,
  files: readonly SourceFile[],
  dist: string,
): Promise<{ readonly p50: number; readonly p95: number }> {
  const folder = await openFolder(copy, await builtEngineFiles(dist, host), host);
  const { context } = folder;
  try {
    await context.whenReady();
    const times: number[] = [];
    let missed = 0;
    for (let save = 0; save < SAVES; save++) {
      const file = files[Math.floor((save * files.length) / SAVES)]?.path as string;
      const word = wordOf(save);
      await new Promise((resolve) => setTimeout(resolve, (save * 37) % PAUSE_MS));
      appendFileSync(path.join(copy, file), `\n${word}\n`);
      const started = performance.now();
      context.fileChanged(pathToUri(path.join(copy, file)));
      const limit = started + LONGEST_MS;
      let isFound = false;
      while (!isFound && performance.now() < limit) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        isFound = await finds(context, word, file);
      }
      if (isFound) times.push(performance.now() - started);
      else missed++;
      await context.whenReady();
    }
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    printTable([
      ['a saved file is found', 'p50 ms', 'p95 ms', 'not found'],
      [`${SAVES} files`, p50.toFixed(2), p95.toFixed(2), String(missed)],
    ]);
    return { p50, p95 };
  } finally {
    folder.dispose();
  }
}

async function finds(context: LocalContext, word: string, file: string): Promise<boolean> {
  const question = { trace: newTraceId(host), text: word, k: PLACES, budgetTokens: 200, mentions: [], pins: [] };
  const { files } = await context.retrieve(question, new AbortController().signal);
  return files.some((found) => found.path === file && found.why.some(({ list }) => list === 'file'));
}

/** A word that shares no part with another. */
function wordOf(number: number): string {
  const letter = (value: number) => String.fromCharCode(97 + (value % 26));
  return `zqx${letter(number / 26)}${letter(number)}kvj`;
}

await withSetup('update', measure);
