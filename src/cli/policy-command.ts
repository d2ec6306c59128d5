import { resolve } from 'node:path';
import { namesIgnoreCase, nodeHost } from '../engine/host';
import { pathToUri, relativePath } from '../engine/text';
import { compilePolicy, describeVerdict, noExclusionSettings, readPolicySnapshot } from '../engine/workspace';
import { commonOptions, parseCommand, textOption } from './arguments';
import { type Terminal, UsageError } from './terminal';
import { checkedRoot, reportProblems } from './workspace';

/** `cairn policy check`: the verdict on each path and the rule that decides. Settings of an editor are not known here. */
export async function policyCommand(argv: readonly string[], terminal: Terminal): Promise<void> {
  const parsed = parseCommand(argv, commonOptions);
  const [action, ...paths] = parsed.positionals;
  if (action !== 'check') throw new UsageError('cairn policy knows one action: cairn policy check PATH...');
  if (paths.length === 0) throw new UsageError('No path is given; write the paths to check after the options.');
  const root = await checkedRoot(textOption(parsed, 'root'), terminal);
  const folder = pathToUri(root);
  const host = nodeHost();
  const { snapshot, problems } = await readPolicySnapshot(host, {
    folders: [folder],
    settings: noExclusionSettings,
    ignoreCase: namesIgnoreCase(),
    epoch: 1,
  });
  reportProblems({ uri: folder, problems }, terminal);
  const policy = compilePolicy(snapshot);
  const verdicts: object[] = [];
  for (const path of paths) {
    const uri = pathToUri(resolve(root, path));
    const isDirectory = path.endsWith('/') || (await kindOf(resolve(root, path))) === 'directory';
    const verdict = policy.judge(isDirectory ? `${uri}/` : uri);
    const described = describeVerdict(verdict, uri, folder);
    const outside = relativePath(folder, uri) === undefined;
    const sentence = outside ? `${described}; it lies outside of ${root}` : described;
    verdicts.push({ path, strength: verdict.strength, rule: verdict.rule ?? null, sentence });
    if (parsed.values['json'] !== true) terminal.out(`${path}\t${sentence}`);
  }
  if (parsed.values['json'] === true) terminal.out(JSON.stringify({ paths: verdicts }));
}

async function kindOf(path: string): Promise<string | undefined> {
  try {
    return (await nodeHost().stat(path))?.kind;
  } catch {
    return undefined;
  }
}
