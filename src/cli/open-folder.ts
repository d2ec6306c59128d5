import { join } from 'node:path';
import { type Host, namesIgnoreCase, nodeHost } from '../engine/host';
import { type IndexObserver, LocalContext } from '../engine/retrieval';
import {
  DocumentSyntax,
  DocumentThread,
  type GrammarFiles,
  grammarFilesIn,
  inlineParser,
  type SyntaxParser,
  workerParser,
} from '../engine/syntax';
import { pathToUri } from '../engine/text';
import {
  defaultLimits,
  noExclusionSettings,
  type PolicyProblem,
  type PolicySnapshot,
  readPolicySnapshot,
} from '../engine/workspace';

/** Where the built parts lie that a bundle cannot hold. */
export interface EngineFiles {
  readonly grammars: GrammarFiles;
  /** The worker's script; without it files are parsed on this thread. */
  readonly worker?: { readonly script: string; readonly grammarDirectory: string };
}

/** Nobody types meanwhile, so that a grammar that loads slowly is waited for. */
const LONGEST_ANSWER_MS = 30_000;

/** One folder, indexed by the engine in this process. */
export interface OpenFolder {
  readonly uri: string;
  readonly context: LocalContext;
  readonly policy: PolicySnapshot;
  readonly problems: readonly PolicyProblem[];
  dispose(): void;
}

/** The files as the build lays them out: `grammars/` and `syntax-worker.js` beside the bundle. */
export async function builtEngineFiles(directory: string, host: Host = nodeHost()): Promise<EngineFiles> {
  const grammarDirectory = join(directory, 'grammars');
  const script = join(directory, 'syntax-worker.js');
  const grammars = grammarFilesIn(grammarDirectory);
  return (await host.stat(script)) ? { grammars, worker: { script, grammarDirectory } } : { grammars };
}

/** Reads a folder's policy and begins to index it; `whenReady` of the context tells when that is done. */
export async function openFolder(
  root: string,
  files: EngineFiles,
  host: Host = nodeHost(),
  observer?: IndexObserver,
): Promise<OpenFolder> {
  const uri = pathToUri(root);
  const { snapshot, problems } = await readPolicySnapshot(host, {
    folders: [uri],
    settings: noExclusionSettings,
    ignoreCase: namesIgnoreCase(),
    epoch: 1,
  });
  const parser: SyntaxParser = files.worker
    ? workerParser({ workerFile: files.worker.script, grammarDirectory: files.worker.grammarDirectory })
    : inlineParser(files.grammars);
  const documentSyntax = files.worker
    ? new DocumentThread({
        workerFile: files.worker.script,
        grammarDirectory: files.worker.grammarDirectory,
        longestAnswerMs: LONGEST_ANSWER_MS,
      })
    : new DocumentSyntax(files.grammars);
  const context = new LocalContext({ host, parser, documentSyntax, limits: defaultLimits });
  if (observer) context.observe(observer);
  context.setPolicy(snapshot);
  context.setFolders([uri]);
  context.start();
  return {
    uri,
    context,
    policy: snapshot,
    problems,
    dispose() {
      context.dispose();
      parser.dispose();
      documentSyntax.dispose();
    },
  };
}
