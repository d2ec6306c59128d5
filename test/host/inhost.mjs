import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { ensureBuilt } from '../tools/build.mjs';
import { ensureInstalled } from '../tools/install.mjs';
import { isMain, outFolder, rootFolder } from '../tools/paths.mjs';
import { runMain } from '../tools/say.mjs';
import { newPage, remoteUri, startBrowser, workbenchAddress } from './browser.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { entryFile, findSuites, reportTests, requireOrderlyEnd, suiteFolder } from './inhost-suites.mjs';
import { finishReport, Report } from './report.mjs';
import { startServer } from './server.mjs';

const runTimeoutMs = 300_000;
/** A view that loads late may take the focus, and the editor then takes back what it has asked for and does not ask again. */
const suiteSettings = { 'editor.inlineSuggest.keepOnBlur': true };
const usualNoise =
  /spdlog|native-watchdog|\[AgentHost|AccountPolicyGate|builtin extensions from gallery|\[remote-connection\]|Connection error/;

/**
 * Runs Mocha files inside a real extension host with Cairn loaded from the work tree.
 * `extension` names another extension folder; `only` and `grep` narrow what runs.
 */
export async function runInHost({
  report = new Report(),
  extension = rootFolder,
  folder = suiteFolder,
  only,
  grep,
} = {}) {
  const suites = await findSuites(folder, only);
  const browser = await startBrowser();
  try {
    for (const suite of suites) await runSuite(browser, suite, { report, extension, grep });
  } finally {
    await browser.close();
  }
  return report;
}

async function runSuite(browser, suite, { report, extension, grep }) {
  report.suite(`${suite.name} (${suite.files.map((file) => path.basename(file)).join(', ')})`);
  const before = report.total;
  const failedBefore = report.failed;
  const temporary = temporaryFolder('results');
  const result = path.join(temporary.path, 'result.json');
  const undo = [temporary.remove];
  const hostLines = [];
  let opened;
  try {
    const setup = (await suite.setup({ defer: (work) => undo.push(work) })) ?? {};
    const server = await startServer({
      automation: true,
      vsix: setup.vsix,
      settings: { ...suiteSettings, ...setup.settings },
      env: { ...setup.env, CAIRN_TESTS: JSON.stringify({ files: suite.files, result, grep }) },
    });
    undo.push(server.stop);
    opened = await newPage(browser);
    undo.push(() => opened.context.close());
    await opened.page.addInitScript(watchFocus);
    const exitCode = await untilExit(opened.page, hostLines, async () => {
      const payload = [
        ['extensionDevelopmentPath', remoteUri(server, extension)],
        ['extensionTestsPath', remoteUri(server, entryFile)],
      ];
      await opened.page.goto(workbenchAddress(server, { ...setup, payload }));
    });
    reportTests(report, result);
    requireOrderlyEnd(result, exitCode);
  } catch (error) {
    if (report.total === before) reportTests(report, result);
    report.fail(suite.name, `${error?.stack ?? error}\n${await saveScreenshot(opened, suite.name)}`);
  } finally {
    if (report.failed > failedBefore) {
      showHostOutput(suite.name, hostLines);
      await showFocus(opened?.page);
    }
    for (const work of undo.reverse()) await work();
  }
  report.requireSome(suite.name, before);
}

/** Opens the page and waits until the run inside it has ended; resolves to 0 when run() resolved. */
async function untilExit(page, hostLines, open) {
  let timer;
  const exit = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The run did not end within ${runTimeoutMs / 1000} s.`)), runTimeoutMs);
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    page.once('crash', () => reject(new Error('The browser page crashed.')));
  });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const line = format(...args);
    if (!line.startsWith('%c')) hostLines.push(`${type}: ${line}`);
  });
  try {
    await open();
    return await exit;
  } finally {
    clearTimeout(timer);
  }
}

function showHostOutput(name, hostLines) {
  mkdirSync(outFolder, { recursive: true });
  const file = path.join(outFolder, `${fileName(name)}.log`);
  writeFileSync(file, hostLines.join('\n'));
  const shown = hostLines
    .filter((line) => !usualNoise.test(line))
    .map((line) => `          | ${line.replaceAll('\n', '\n          | ')}`);
  process.stdout.write(`          Output of the extension host, whole in ${file}:\n${shown.join('\n')}\n`);
}

/** Runs in the page: remembers what had the focus. */
function watchFocus() {
  globalThis.focusMoves = [];
  const note = ({ type, target }) =>
    globalThis.focusMoves.push(`${new Date().toISOString()} ${type} ${target.tagName} ${target.className}`);
  for (const type of ['focusin', 'focusout']) document.addEventListener(type, note, true);
}

async function showFocus(page) {
  const moves = await page?.evaluate(() => globalThis.focusMoves).catch(() => undefined);
  if (moves)
    process.stdout.write(
      `          Focus, last:\n${moves
        .slice(-30)
        .map((move) => `          | ${move}\n`)
        .join('')}`,
    );
}

async function saveScreenshot(opened, name) {
  if (opened === undefined) return '';
  mkdirSync(outFolder, { recursive: true });
  const file = path.join(outFolder, `${fileName(name)}.png`);
  await opened.page.screenshot({ path: file }).catch(() => undefined);
  return `Screenshot: ${file}`;
}

function fileName(name) {
  return name.replace(/[^\w-]+/g, '-');
}

/** `inhost.mjs [NAME] [--grep TEXT] [--extension FOLDER] [--folder TESTS] [--result FILE]` */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      grep: { type: 'string' },
      extension: { type: 'string' },
      folder: { type: 'string' },
      result: { type: 'string' },
    },
  });
  await ensureInstalled();
  if (values.extension === undefined) await ensureBuilt();
  const report = await runInHost({
    grep: values.grep,
    only: positionals[0],
    extension: path.resolve(values.extension ?? rootFolder),
    folder: path.resolve(values.folder ?? suiteFolder),
  });
  finishReport(report, values.result);
}

if (isMain(import.meta.url)) await runMain(main);
