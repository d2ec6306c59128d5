import { parentPort, workerData } from 'node:worker_threads';
import { answerForDocuments } from './document-worker';
import type { DocumentsStart } from './document-messages';
import { parseFiles } from './file-worker';
import type { FilesStart } from './worker-messages';

// Entry of the workers that parse: one script for both kinds, because most of it is the runtime of the grammars.
const start = workerData as FilesStart | DocumentsStart;
if (parentPort && start.kind === 'documents') answerForDocuments(start, parentPort);
else if (parentPort && start.kind === 'files') parseFiles(start, parentPort);
