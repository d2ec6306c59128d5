'use strict';
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const vscode = require('vscode');
const { actionsOf } = require('./actions.cjs');
const { now } = require('./clock.cjs');
const { observe } = require('./observe.cjs');

/** Where to say on which port requests are taken. */
const portFile = process.env.CAIRN_BENCH_PORT;

exports.activate = async ({ subscriptions }) => {
  const records = observe();
  const changes = [];
  subscriptions.push(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) changes.push({ at: now(), version: document.version });
    }),
  );
  const actions = actionsOf(records, changes);
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { name, value } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const answer = await actions[name](value).then(
      (result) => ({ result: result ?? null }),
      (error) => ({ error: String(error?.stack ?? error) }),
    );
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  subscriptions.push({ dispose: () => server.close() });
  server.listen(0, '127.0.0.1', () => writeFileSync(portFile, String(server.address().port)));
};
