import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { ensureBuilt } from '../tools/build.mjs';
import { ensureInstalled } from '../tools/install.mjs';
import { hostFolder, isMain, outFolder, rootFolder } from '../tools/paths.mjs';
import { runMain } from '../tools/say.mjs';
import { newPage, remoteUri, startBrowser, workbenchAddress } from './browser.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { Report } from './report.mjs';
import { startServer } from './server.mjs';
import { fileWorkspace } from './workspaces.mjs';

const runTimeoutMs = 300_000;
const usualNoise =
  /spdlog|native-watchdog|\[AgentHost|AccountPolicyGate|builtin extensions from gallery|\[remote-connection\]|Connection error/;
const suiteFolder = path.join(hostFolder, 'inhost');

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

/** Files with a `NAME.suite.mjs` beside their `NAME.test.cjs` get a VS Code of their own; all others share one. */
async function findSuites(folder, only) {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.test.cjs'))
    .map((name) => name.slice(0, -'.test.cjs'.length))
    .filter((name) => only === undefined || name.includes(only));
  const file = (name) => path.join(folder, `${name}.test.cjs`);
  const setupFile = (name) => path.join(folder, `${name}.suite.mjs`);
  const shared = names.filter((name) => !existsSync(setupFile(name)));
  const own = names.filter((name) => existsSync(setupFile(name)));
  const suites = shared.length === 0 ? [] : [{ name: 'in-host', files: shared.map(file), setup: defaultSetup }];
  for (const name of own) {
    const { setup } = await import(pathToFileURL(setupFile(name)).href);
    suites.push({ name: `in-host: ${name}`, files: [file(name)], setup });
  }
  return suites;
}

function defaultSetup() {
  const workspace = fileWorkspace({
    'src/shapes.ts':
      'export interface Circle {\n  radius: number;\n}\n\nexport function area(circle: Circle): number {\n  return Math.PI * circle.radius ** 2;\n}\n',
    'src/main.ts': "import { area } from './shapes';\n\nconsole.log(area({ radius: 2 }));\n",
    'notes.txt': 'Plain text.\n',
  });
  return { folder: workspace.path };
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
      settings: setup.settings,
      env: { ...setup.env, CAIRN_TESTS: JSON.stringify({ files: suite.files, result, grep }) },
    });
    undo.push(server.stop);
    opened = await newPage(browser);
    undo.push(() => opened.context.close());
    const exitCode = await untilExit(opened.page, hostLines, async () => {
      const folders = [extension, ...(setup.extensions ?? [])];
      const payload = [
        ...folders.map((folder) => ['extensionDevelopmentPath', remoteUri(server, folder)]),
        ['extensionTestsPath', remoteUri(server, path.join(suiteFolder, 'index.cjs'))],
      ];
      await opened.page.goto(workbenchAddress(server, { ...setup, payload }));
    });
    reportTests(report, result);
    requireOrderlyEnd(result, exitCode);
  } catch (error) {
    if (report.total === before) reportTests(report, result);
    report.fail(suite.name, `${error?.stack ?? error}\n${await saveScreenshot(opened, suite.name)}`);
  } finally {
    if (report.failed > failedBefore) showHostOutput(suite.name, hostLines);
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

function reportTests(report, file) {
  if (!existsSync(file)) return;
  for (const test of JSON.parse(readFileSync(file, 'utf8')).tests) {
    if (test.outcome === 'passed') report.pass(test.name, test.ms);
    else if (test.outcome === 'skipped') report.skip(test.name);
    else report.fail(test.name, test.error);
  }
}

/** A run that stopped between tests, or failed without a failing test, must not look like a good one. */
function requireOrderlyEnd(file, exitCode) {
  if (!existsSync(file)) throw new Error(`The run ended with code ${exitCode} and wrote no result.`);
  const { ended, tests } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = tests.some((test) => test.outcome === 'failed');
  if (!ended || (exitCode !== 0 && !failed)) throw new Error(`The run stopped early with code ${exitCode}.`);
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

/** `inhost.mjs [NAME] [--grep TEXT] [--extension FOLDER]` */
async function main() {
  const args = process.argv.slice(2);
  const option = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined);
  const grep = option('--grep');
  const other = option('--extension');
  const folder = option('--folder');
  await ensureInstalled();
  if (other === undefined) await ensureBuilt();
  const options = {
    grep,
    only: args[0],
    ...(other === undefined ? {} : { extension: path.resolve(other) }),
    ...(folder === undefined ? {} : { folder: path.resolve(folder) }),
  };
  const report = await runInHost(options);
  process.stdout.write(`\n${report.passed} passed, ${report.failed} failed\n`);
  process.exitCode = report.failed === 0 && report.passed > 0 ? 0 : 1;
}

if (isMain(import.meta.url)) await runMain(main);
