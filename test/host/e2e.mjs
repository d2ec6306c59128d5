import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../tools/build.mjs';
import { ensureInstalled } from '../tools/install.mjs';
import { pack } from '../tools/pack.mjs';
import { hostFolder, isMain, outFolder, rootFolder } from '../tools/paths.mjs';
import { runMain } from '../tools/say.mjs';
import { startBrowser } from './browser.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { finishReport, Report } from './report.mjs';
import { startServer } from './server.mjs';
import { openWorkbench } from './workbench.mjs';

const testTimeoutMs = 120_000;
const testFolder = path.join(hostFolder, 'e2e');

/**
 * Runs the browser tests: each file `e2e/*.e2e.mjs` gets a VS Code of its own with the packed extension installed,
 * and its tests run one after the other in one window. `vsix` is the package; `only` narrows by file name.
 */
export async function runE2e({ report = new Report(), vsix, folder = testFolder, only } = {}) {
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.e2e.mjs') && (only === undefined || name.includes(only)),
  );
  const browser = await startBrowser();
  try {
    for (const file of files) await runFile(browser, path.join(folder, file), { report, vsix });
  } finally {
    await browser.close();
  }
  return report;
}

async function runFile(browser, file, { report, vsix }) {
  const id = path.basename(file, '.e2e.mjs');
  report.suite(`browser: ${id}`);
  const before = report.total;
  const undo = [];
  let workbench;
  try {
    const { setup, tests } = await import(pathToFileURL(file).href);
    const chosen = await setup({ defer: (work) => undo.push(work) });
    const server = await startServer({
      vsix: [vsix, ...(chosen.vsix ?? [])],
      settings: chosen.settings,
      env: chosen.env,
      builtins: chosen.builtins,
    });
    undo.push(server.stop);
    try {
      workbench = await openWorkbench(browser, server, chosen);
    } catch (error) {
      await saveEvidence(id, { ...error, server });
      throw error;
    }
    undo.push(() => workbench.close());
    for (const test of tests) await runTest(id, test, { report, workbench, server, browser, state: chosen.state });
  } catch (error) {
    report.fail(id, error);
  } finally {
    for (const work of undo.reverse()) await work();
  }
  report.requireSome(id, before);
}

async function runTest(id, test, { report, workbench, ...rest }) {
  const started = performance.now();
  try {
    await withTimeout(test.run({ workbench, ...rest }), test.timeout ?? testTimeoutMs);
    report.pass(test.name, performance.now() - started);
  } catch (error) {
    const kept = await saveEvidence(`${id}-${test.name}`, { ...workbench, server: rest.server });
    report.fail(test.name, `${error?.stack ?? error}\nKept: ${kept}`);
  }
}

async function withTimeout(work, ms) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The test did not end within ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Keeps a picture of the window, its console and the server's log, and says where. */
async function saveEvidence(name, { page, consoleLines, server }) {
  mkdirSync(outFolder, { recursive: true });
  const base = path.join(outFolder, name.replace(/[^\w-]+/g, '-').slice(0, 100));
  await page?.screenshot({ path: `${base}.png` }).catch(() => undefined);
  if (consoleLines !== undefined) writeFileSync(`${base}.console.log`, consoleLines.join('\n'));
  server.keepLog(`${path.basename(base)}.server`);
  return `${base}.png, .console.log, .server.log`;
}

/** `e2e.mjs [NAME] [--vsix FILE] [--extension FOLDER] [--folder TESTS] [--result FILE]` */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      vsix: { type: 'string' },
      extension: { type: 'string' },
      folder: { type: 'string' },
      result: { type: 'string' },
    },
  });
  await ensureInstalled();
  const report = await runE2e({
    vsix: values.vsix === undefined ? await packTemporarily(values) : path.resolve(values.vsix),
    only: positionals[0],
    folder: path.resolve(values.folder ?? testFolder),
  });
  finishReport(report, values.result);
}

async function packTemporarily({ extension }) {
  if (extension === undefined) await ensureBuilt({ mode: 'production' });
  const file = path.join(temporaryFolder('vsix').path, 'cairn.vsix');
  await pack(file, { folder: path.resolve(extension ?? rootFolder) });
  return file;
}

if (isMain(import.meta.url)) await runMain(main);
