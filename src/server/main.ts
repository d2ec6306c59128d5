import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeHost } from '../engine/host';
import { EmbeddedModel } from '../engine/models';
import { LocalContext } from '../engine/retrieval';
import { DocumentSyntax, workerParser } from '../engine/syntax';
import { defaultLimits } from '../engine/workspace';
import { serve } from './serve';

const grammarDirectory = path.join(__dirname, 'grammars');
const host = nodeHost();
const engine = new LocalContext({
  host,
  parser: workerParser({ workerFile: path.join(__dirname, 'syntax-worker.js'), grammarDirectory }),
  documentSyntax: new DocumentSyntax(grammarDirectory),
  limits: defaultLimits,
});

serve(createConnection(ProposedFeatures.all), engine, new EmbeddedModel());
