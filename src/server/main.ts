import { constants } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeGitLog, nodeHost, ProcessNotes } from '../engine/host';
import { EmbeddedModel } from '../engine/models';
import { LocalContext } from '../engine/retrieval';
import { DocumentThread, ParseJournals, workerParser } from '../engine/syntax';
import { defaultLimits } from '../engine/workspace';
import { FolderHistory } from './folder-history';
import { rulesNotification, storeArgument } from './protocol';
import { releaseAfterWork } from './release-memory';
import { RulesCheck } from './rules-check';
import { serve } from './serve';

// The heap is collected when it has grown by so much: while files are indexed V8 lets it grow to more than twice of what is in use.
setFlagsFromString('--heap-growing-percent=40');

/** Where saved indexes are kept, and what is under parse; without it neither is. */
const storeDirectory = argumentAfter(storeArgument, process.argv);
const journals = storeDirectory ? journalsIn(path.join(storeDirectory, 'parsing')) : undefined;

const threads = {
  workerFile: path.join(__dirname, 'syntax-worker.js'),
  grammarDirectory: path.join(__dirname, 'grammars'),
  ...(journals && { journals }),
};
const parser = workerParser(threads);
const documentSyntax = new DocumentThread(threads);
const model = new EmbeddedModel();
const connection = createConnection(ProposedFeatures.all);
const rules = new RulesCheck(nodeHost(), () => void connection.sendNotification(rulesNotification));
const engine = new LocalContext({
  host: nodeHost(),
  parser,
  documentSyntax,
  limits: defaultLimits,
  ignoreFilePassed: (uri) => void rules.passed(uri),
  ...(storeDirectory && { store: { directory: storeDirectory, log: (line: string) => connection.console.info(line) } }),
});

/** A process that ends by its own will, or because it is told to, was ended by no text. */
function journalsIn(directory: string): ParseJournals {
  const found = new ParseJournals(new ProcessNotes(directory));
  process.once('exit', () => found.close());
  process.once('SIGTERM', () => process.exit(128 + constants.signals.SIGTERM));
  return found;
}

function argumentAfter(name: string, args: readonly string[]): string | undefined {
  return args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
}

const history = new FolderHistory(engine, nodeGitLog(), nodeHost());
// As when memory is short: also what V8 keeps in reserve goes back.
const collect = globalThis.gc && (() => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
const release = releaseAfterWork(engine, collect);
serve(connection, engine, model, [release, history, engine, model, documentSyntax, parser], { history, rules });
