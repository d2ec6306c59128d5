import { loadavg } from 'node:os';
import path from 'node:path';
import { packageWorkspace } from '../../host/workspaces.mjs';
import { EndpointSimulator } from '../../simulator/simulator.mjs';
import { temporaryFolder } from '../../host/cleanup.mjs';
import { ensureBuilt } from '../../tools/build.mjs';
import { pack } from '../../tools/pack.mjs';
import { runMain, say } from '../../tools/say.mjs';
import { openHost } from './bench-host.mjs';
import { atOnceMs, measureAborts, measureBare, measureBytes, measureChanges, personMs, warmUp } from './latency.mjs';
import { measureMemory, measureStarts, measureTyping } from './load.mjs';
import { readOptions } from './options.mjs';
import { watchGhosts } from './page-ghosts.mjs';
import { drawPlaces, longText } from './places.mjs';
import { printRows, rowsOf } from './report.mjs';

/**
 * Completion in a real VS Code: Cairn, a measuring extension in the same extension host, a browser, and an endpoint of this process
 * that answers at once. All times are of the monotonic clock that these processes share.
 */
const longFile = 'src/internal/measured-long-file.ts';
const longLines = 10_000;
/** Completions that are measured in the new window before its code is warm, and changes that then warm it. */
const freshSamples = 20;
const warmingChanges = 200;

/** The rest of a statement that was begun, where a server ends by itself, else several lines; a different name each time, so that no suggestion is taken for another. */
function numberedAnswers() {
  let number = 0;
  return ({ prefix }) => {
    number += 1;
    if (prefix.endsWith('= ')) return `measured${number}.value;`;
    return `const measured${number} = source.value;\nconst second = [\n  measured${number},\n  source.value,\n];\nreturn second;\n`;
  };
}

async function measure(options) {
  const { samples, repeats, edits, starts, seed, only, profile } = options;
  const workspace = packageWorkspace('rxjs');
  const source = path.join(workspace.path, 'src');
  const drawn = drawPlaces(source, 4 * samples + 1 + freshSamples + 6 * warmUp, seed).map(({ file, line }) => ({
    file: `src/${file}`,
    line,
  }));
  // Each phase has places of its own: at one that was visited before, the suggestion comes from memory.
  const take = (count) => drawn.splice(0, count + warmUp);
  workspace.write(longFile, longText(source, longLines));
  const simulator = await EndpointSimulator.start({ answer: numberedAnswers() });
  const settings = {
    'cairn.endpoint.url': simulator.url,
    'cairn.endpoint.model': 'qwen2.5-coder',
    // A remote VS Code looks for listening ports again and again, which holds up the extension host.
    'remote.autoForwardPorts': false,
  };
  let host;
  try {
    host = await openHost({ vsix: await packedCairn(options), folder: workspace.path, settings, profile });
    const ghosts = await watchGhosts(host.workbench.page);
    const bench = { host, simulator, ghosts };
    const half = Math.ceil(samples / 2);
    const [forFresh, forChanges, forAtOnce, forBytes, forAborts, forBare] = [
      freshSamples,
      samples,
      samples,
      samples,
      half,
      half,
    ].map(take);
    const phases = {
      async changes() {
        const fresh = await measureChanges({ ...bench, places: forFresh, paceMs: atOnceMs });
        await host.ask('warmUp', { ...forFresh[0], changes: warmingChanges });
        const typing = { ...bench, places: forChanges, paceMs: personMs };
        const warm = await profiled('changes', bench, profile, () => measureChanges(typing));
        const atOnce = await measureChanges({ ...bench, places: forAtOnce, paceMs: atOnceMs });
        const trips = await host.ask('roundTrips', { count: samples });
        return { ...warm, fresh: fresh.toRequest, atOnce, trips };
      },
      bytes: () => profiled('bytes', bench, profile, () => measureBytes({ ...bench, places: forBytes })),
      bare: () => measureBare({ ...bench, places: forBare }),
      aborts: () => measureAborts({ ...bench, places: forAborts }),
      typing: () => measureTyping({ host, longFile, lines: longLines, repeats, profile }),
      memory: () => measureMemory({ host, place: forChanges[0], edits }),
      starts: () => measureStarts({ host, starts }),
    };
    const found = {};
    for (const name of only) {
      say(`measuring ${name} …`);
      try {
        found[name] = await phases[name]();
      } catch (error) {
        process.exitCode = 1;
        say(`measuring ${name} failed: ${error.message}`);
      }
    }
    return found;
  } finally {
    await host?.close();
    await simulator.close();
    workspace.remove();
  }
}

/** The extension as users get it. */
async function packedCairn({ vsix }) {
  if (vsix !== undefined) return vsix;
  await ensureBuilt({ mode: 'production' });
  const file = path.join(temporaryFolder('vsix').path, 'cairn.vsix');
  await pack(file);
  return file;
}

async function profiled(name, { host }, folder, work) {
  if (folder === undefined) return work();
  await host.ask('startProfile');
  const found = await work();
  await host.ask('stopProfile', { folder, name });
  return found;
}

await runMain(async () => {
  const options = readOptions(process.argv.slice(2));
  const loadBefore = loadavg()[0];
  const rows = rowsOf(await measure(options));
  printRows(rows, loadBefore);
  const measured = rows
    .filter((row) => row.measured !== undefined && !row.name.startsWith(' '))
    .map((row) => [row.name, row.measured]);
  console.log(JSON.stringify({ bench: 'completion', figures: Object.fromEntries(measured) }));
});
