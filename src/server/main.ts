import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeHost } from '../engine/host';
import { EmbeddedModel } from '../engine/models';
import { LocalContext } from '../engine/retrieval';
import { DocumentSyntax, workerParser } from '../engine/syntax';
import { defaultLimits } from '../engine/workspace';
import { serve } from './serve';

const grammarDirectory = path.join(__dirname, 'grammars');
const parser = workerParser({ workerFile: path.join(__dirname, 'syntax-worker.js'), grammarDirectory });
const documentSyntax = new DocumentSyntax(grammarDirectory);
const model = new EmbeddedModel();
const engine = new LocalContext({ host: nodeHost(), parser, documentSyntax, limits: defaultLimits });

serve(createConnection(ProposedFeatures.all), engine, model, [engine, model, documentSyntax, parser]);
