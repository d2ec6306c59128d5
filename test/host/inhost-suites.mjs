import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostFolder } from '../tools/paths.mjs';
import { fileWorkspace } from './workspaces.mjs';

/** Where the in-host Mocha files are, and the file that VS Code starts them by. */
export const suiteFolder = path.join(hostFolder, 'inhost');
export const entryFile = path.join(suiteFolder, 'index.cjs');

/** Files with a `NAME.suite.mjs` beside their `NAME.test.cjs` get a VS Code of their own; all others share one. */
export async function findSuites(folder, only) {
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

/** Reports what index.cjs wrote into its result file; nothing when there is none. */
export function reportTests(report, file) {
  if (!existsSync(file)) return;
  for (const test of JSON.parse(readFileSync(file, 'utf8')).tests) {
    if (test.outcome === 'passed') report.pass(test.name, test.ms);
    else if (test.outcome === 'skipped') report.skip(test.name);
    else report.fail(test.name, test.error);
  }
}

/** A run that stopped between tests, or failed without a failing test, must not look like a good one. */
export function requireOrderlyEnd(file, exitCode) {
  if (!existsSync(file)) throw new Error(`The run ended with code ${exitCode} and wrote no result.`);
  const { ended, tests } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = tests.some((test) => test.outcome === 'failed');
  if (!ended || (exitCode !== 0 && !failed)) throw new Error(`The run stopped early with code ${exitCode}.`);
}
