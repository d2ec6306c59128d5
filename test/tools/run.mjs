import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { runToEnd } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { toolNode } from './node.mjs';
import { rootFolder } from './paths.mjs';
import { Problem, runMain } from './say.mjs';

/** `run.mjs [--built] SCRIPT args…`: runs SCRIPT under a Node that is new enough, with everything it needs in place. */
await runMain(async () => {
  const args = process.argv.slice(2);
  const built = args[0] === '--built';
  const [script, ...rest] = built ? args.slice(1) : args;
  if (script === undefined)
    throw new Problem('Say which script to run: node test/tools/run.mjs [--built] SCRIPT [arguments].');
  await ensureInstalled();
  const file = path.resolve(rootFolder, script);
  // Only a build for development has the benchmarks' bundles.
  if (built) await ensureBuilt({ mode: 'development' });
  if (!existsSync(file)) throw new Problem(`There is no script ${file}.`);
  process.exitCode = await runToEnd(toolNode(), [file, ...rest]);
});
