import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeGitLog, nodeHost } from '../engine/host';
import { EmbeddedModel } from '../engine/models';
import { LocalContext, type LocalContextParts } from '../engine/retrieval';
import { DocumentSyntax, workerParser } from '../engine/syntax';
import { defaultLimits } from '../engine/workspace';
import { FolderHistory } from './folder-history';
import { storeArgument } from './protocol';
import { releaseAfterWork } from './release-memory';
import { serve } from './serve';

// The heap is collected when it has grown by so much: while files are indexed V8 lets it grow to more than twice of what is in use.
setFlagsFromString('--heap-growing-percent=40');

const grammarDirectory = path.join(__dirname, 'grammars');
const parser = workerParser({ workerFile: path.join(__dirname, 'syntax-worker.js'), grammarDirectory });
const documentSyntax = new DocumentSyntax(grammarDirectory);
const model = new EmbeddedModel();
const connection = createConnection(ProposedFeatures.all);
const engine = new LocalContext({
  host: nodeHost(),
  parser,
  documentSyntax,
  limits: defaultLimits,
  ...storeAt(process.argv),
});

/** Where saved indexes are kept, as `--index-store DIRECTORY` says; without it none is. */
function storeAt(args: readonly string[]): Pick<LocalContextParts, 'store'> {
  const directory = args[args.indexOf(storeArgument) + 1];
  if (!args.includes(storeArgument) || directory === undefined) return {};
  return { store: { directory, log: (line) => connection.console.info(line) } };
}

const history = new FolderHistory(engine, nodeGitLog(), nodeHost());
// As when memory is short: also what V8 keeps in reserve goes back.
const collect = globalThis.gc && (() => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
const release = releaseAfterWork(engine, collect);
serve(connection, engine, model, [release, history, engine, model, documentSyntax, parser], history);
