'use strict';
const childProcess = require('node:child_process');
const { subscribe } = require('node:diagnostics_channel');
const Module = require('node:module');
const path = require('node:path');
const { now } = require('./clock.cjs');

/** Where an installed Cairn is. */
const mainFile = /[\\/]cairn\.cairn-[^\\/]*[\\/]dist[\\/]extension\.js$/;
const serverFile = /[\\/]cairn\.cairn-[^\\/]*[\\/]dist[\\/]server\.js$/;

/**
 * Observes Cairn from outside, in the process it shares with this extension and before it is loaded: when its code is loaded and
 * activated, when its server is started, each call of its completion provider, and each request that it sends to its server.
 */
exports.observe = () => {
  const records = { activation: {}, calls: [], requests: [], sent: [] };
  observeLoading(records.activation);
  observeProvider(records);
  observeServer(records);
  observeNetwork(records.sent);
  return records;
};

function observeLoading(activation) {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (...args) {
    if (!mainFile.test(args[1])) return compile.apply(this, args);
    const begun = now();
    const result = compile.apply(this, args);
    activation.loadMs = now() - begun;
    const { activate, deactivate } = this.exports;
    this.exports = {
      activate(context) {
        activation.begunAt = now();
        const running = activate(context);
        activation.syncMs = now() - activation.begunAt;
        return Promise.resolve(running).finally(() => {
          activation.wholeMs = now() - activation.begunAt;
        });
      },
      deactivate,
    };
    return result;
  };
}

function observeProvider(records) {
  const load = Module._load;
  Module._load = function (...args) {
    const loaded = load.apply(this, args);
    if (args[0] !== 'vscode' || !mainFile.test(args[1]?.filename)) return loaded;
    const registerInlineCompletionItemProvider = (selector, provider) =>
      loaded.languages.registerInlineCompletionItemProvider(selector, timed(provider, records.calls));
    const languages = copyWith(loaded.languages, { registerInlineCompletionItemProvider });
    const findFiles = async (...search) => {
      const begun = now();
      const found = await loaded.workspace.findFiles(...search);
      records.activation.findFilesMs ??= now() - begun;
      return found;
    };
    return copyWith(loaded, { languages, workspace: copyWith(loaded.workspace, { findFiles }) });
  };
}

/** The API's objects are frozen; their getters stay getters. */
function copyWith(object, changed) {
  const values = Object.entries(changed).map(([name, value]) => [name, { value, enumerable: true }]);
  return Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(object), ...Object.fromEntries(values) });
}

function timed(provider, calls) {
  return {
    async provideInlineCompletionItems(document, position, context, token) {
      const call = { version: document.version, asked: now() };
      calls.push(call);
      const items = await provider.provideInlineCompletionItems(document, position, context, token);
      call.returned = now();
      call.text = items[0]?.insertText;
      call.cancelled = token.isCancellationRequested;
      return items;
    },
  };
}

function observeServer(records) {
  const { fork } = childProcess;
  childProcess.fork = (file, args, options) => {
    if (!serverFile.test(file)) return fork(file, args, options);
    const startedAt = now();
    const execArgv = [...(options.execArgv ?? []), ...profileArguments()];
    const child = fork(file, args, { ...options, execArgv });
    records.activation.serverAt ??= startedAt;
    records.serverPid = child.pid;
    observeRequests(child, records.requests);
    return child;
  };
}

/** With a folder in CAIRN_BENCH_PROFILE the server can be profiled. */
function profileArguments() {
  return process.env.CAIRN_BENCH_PROFILE ? ['--require', path.join(__dirname, 'server-profile.cjs')] : [];
}

/** From the moment a request is handed to the channel until its answer has been taken from it. */
function observeRequests(child, requests) {
  const waiting = new Map();
  const { send } = child;
  child.send = (...args) => {
    const [message] = args;
    if (message?.method?.startsWith('cairn/') && message.id !== undefined)
      waiting.set(message.id, {
        method: message.method,
        // What is not the text that the editor holds is not typed yet.
        isAhead: message.params?.ahead !== undefined || message.params?.version === -1,
        sentAt: now(),
      });
    return send.apply(child, args);
  };
  child.on('message', (message) => {
    const request = message.method === undefined ? waiting.get(message.id) : undefined;
    if (!request) return;
    waiting.delete(message.id);
    requests.push({ ...request, ms: now() - request.sentAt, timings: message.result?.timings });
  });
}

/** When Cairn's requests to the endpoint were made and when they were written to a socket. */
function observeNetwork(sent) {
  const madeAt = new WeakMap();
  subscribe('undici:request:create', ({ request }) => madeAt.set(request, now()));
  subscribe('undici:client:sendHeaders', ({ request }) => sent.push({ madeAt: madeAt.get(request), at: now() }));
  subscribe('http.client.request.created', ({ request }) => {
    const made = now();
    const written = () => sent.push({ madeAt: made, at: now() });
    request.once('socket', (socket) => (socket.connecting ? socket.once('connect', written) : written()));
  });
}
