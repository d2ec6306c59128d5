import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from '../tools/build.mjs';
import { runToEnd } from '../tools/child.mjs';
import { ensureInstalled } from '../tools/install.mjs';
import { toolNode } from '../tools/node.mjs';
import { hostFolder, rootFolder } from '../tools/paths.mjs';
import { Problem, runMain, say } from '../tools/say.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { entryFile, findSuites, reportTests, requireOrderlyEnd, suiteFolder } from './inhost-suites.mjs';
import { finishReport, Report } from './report.mjs';
import { testSettings } from './settings.mjs';

/** `npm run test:desktop [-- NAME]`: the in-host suites in a desktop VS Code: $VSCODE, else one that @vscode/test-electron downloads. */
await runMain(async () => {
  await ensureInstalled();
  const node = toolNode();
  if (node !== process.execPath) {
    process.exitCode = await runToEnd(node, process.argv.slice(1));
    return;
  }
  await ensureBuilt();
  const testElectron = await import('@vscode/test-electron');
  const vscode = process.env.VSCODE ?? (await download(testElectron));
  const report = new Report();
  for (const suite of await findSuites(suiteFolder, process.argv[2]))
    await runSuite(testElectron, vscode, suite, report);
  finishReport(report);
});

async function download({ downloadAndUnzipVSCode }) {
  say('downloading a desktop VS Code …');
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: path.join(hostFolder, '.cache/desktop') });
  } catch (error) {
    throw new Problem(
      `A desktop VS Code cannot be downloaded here (${error.message.split('\n')[0]}): run this where it can, or set VSCODE to the executable of an installed one.`,
    );
  }
}

async function runSuite({ runTests }, vscodeExecutablePath, suite, report) {
  report.suite(`desktop: ${suite.name}`);
  const before = report.total;
  const temporary = temporaryFolder('desktop');
  const result = path.join(temporary.path, 'result.json');
  const userData = path.join(temporary.path, 'user-data');
  const undo = [temporary.remove];
  try {
    const setup = (await suite.setup({ defer: (work) => undo.push(work) })) ?? {};
    mkdirSync(path.join(userData, 'User'), { recursive: true });
    writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify({ ...testSettings, ...setup.settings }));
    const opened = setup.folder ?? setup.workspaceFile;
    const exitCode = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: [rootFolder, ...(setup.extensions ?? [])],
      extensionTestsPath: entryFile,
      extensionTestsEnv: { ...setup.env, CAIRN_TESTS: JSON.stringify({ files: suite.files, result }) },
      launchArgs: [
        ...(opened === undefined ? [] : [opened]),
        '--disable-workspace-trust',
        `--user-data-dir=${userData}`,
        `--extensions-dir=${path.join(temporary.path, 'extensions')}`,
      ],
    }).catch(() => 1);
    reportTests(report, result);
    requireOrderlyEnd(result, exitCode);
  } catch (error) {
    if (report.total === before) reportTests(report, result);
    report.fail(suite.name, error);
  } finally {
    for (const work of undo.reverse()) await work();
  }
  report.requireSome(suite.name, before);
}
