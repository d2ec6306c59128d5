import { setTimeout as delay } from 'node:timers/promises';
import { ownOffset } from './page-ghosts.mjs';

/** Places at the start of the run that are not counted: the first completions load code. */
export const warmUp = 8;
const multiLineTokens = 100;

/** Milliseconds between two steps of a person: between two keys it is 239 on average (Dhakal et al., CHI 2018, 168,000 people). */
export const personMs = 200;
/** So soon after a file was opened, what that has begun is still under way. */
export const atOnceMs = 60;

/** `visit` at each place with its file open there; what it did to the file is undone. */
async function atPlaces({ host, places, paceMs = atOnceMs }, visit) {
  for (const [index, place] of places.entries()) {
    await host.ask('open', place);
    await delay(paceMs);
    await visit(index >= warmUp, place);
    await host.ask('undo');
  }
  await host.ask('close');
}

const requestSince = (simulator, from) => simulator.requests.slice(from).find(({ kind }) => kind === 'completion');
const isMultiLine = (request) => request.body.max_tokens > multiLineTokens;

/**
 * A new line at each place, `paceMs` after its file was opened there, the endpoint answering at once: the change, the request, the answer,
 * the ghost text; then the same again from memory.
 */
export async function measureChanges(bench) {
  const { paceMs, host, simulator, ghosts } = bench;
  const found = {
    toRequest: [],
    withContext: 0,
    ready: [],
    typedThrough: [],
    cached: [],
    judge: [],
    judgeAhead: [],
    context: [],
    wire: [],
    askedAhead: 0,
    ghost: [],
    missing: 0,
  };
  Object.assign(simulator, { delayMs: 0, chunkDelayMs: 0, chunkSize: 8, fault: undefined });
  await atPlaces(bench, async (counts) => {
    const from = simulator.requests.length;
    const { change, calls, requests, sent } = await host.ask('typed', { text: '\n' });
    const request = requestSince(simulator, from);
    const call = calls.find(({ version }) => version === change?.version);
    if (!request || !call?.text) {
      if (counts) found.missing++;
      return;
    }
    const context = requests.find(({ method, isAhead }) => method === 'cairn/context' && !isAhead);
    const number = /measured(\d+)/.exec(request.answer ?? '')?.[1];
    await delay(paceMs);
    const paintedAt = await ghosts.paintedAt(number);
    const typed = await host.ask('typed', { text: call.text[0] });
    const again = await host.ask('askAgain');
    if (!counts) return;
    found.toRequest.push(request.receivedAt + ownOffset - change.at);
    if (request.text.includes('file_sep')) found.withContext++;
    if (request.text.includes('file_sep') && !context) found.askedAhead++;
    if (request.endedAt + ownOffset < call.asked - 5) found.ready.push(call.returned - call.asked);
    if (paintedAt !== undefined) found.ghost.push(paintedAt - change.at);
    // Nobody waits for what is asked ahead of the suggestion on screen.
    for (const { method, ms, isAhead } of requests)
      if (method === 'cairn/judge') found[isAhead ? 'judgeAhead' : 'judge'].push(ms);
    const receivedAt = request.receivedAt + ownOffset;
    // Context that was asked for before the change is there with it.
    const answeredAt = context ? context.sentAt + context.ms : change.at;
    if (context) found.context.push({ before: context.sentAt - change.at, ms: context.ms, ...context.timings });
    found.wire.push({
      after: receivedAt - answeredAt,
      ...(sent[0] && {
        made: sent[0].madeAt - answeredAt,
        sent: sent[0].at - sent[0].madeAt,
        received: receivedAt - sent[0].at,
      }),
    });
    for (const { text, asked, returned } of typed.calls) if (text) found.typedThrough.push(returned - asked);
    for (const { text, asked, returned } of again) if (text) found.cached.push(returned - asked);
  });
  return found;
}

/** An endpoint that takes its time, then sends all in one event while the editor waits: from that byte to the provider's return. */
export async function measureBytes(bench) {
  const { host, simulator } = bench;
  const found = { singleLine: [], multiLine: [] };
  Object.assign(simulator, { delayMs: 150, chunkSize: 4000 });
  await atPlaces(bench, async (counts) => {
    for (const text of ['\n', 'const other = ']) {
      const from = simulator.requests.length;
      const last = await host.ask('typed', { text });
      const request = simulator.requests.slice(from).findLast(({ kind }) => kind === 'completion');
      const call = last.calls.findLast(({ text: offered }) => offered);
      if (!counts || !request?.firstByteAt || !call) continue;
      const ms = call.returned - (request.firstByteAt + ownOffset);
      if (call.asked < request.firstByteAt + ownOffset && ms > 0)
        found[isMultiLine(request) ? 'multiLine' : 'singleLine'].push(ms);
    }
  });
  Object.assign(simulator, { delayMs: 0, chunkSize: 8 });
  return found;
}

/** Text typed that the stream does not say: from the change to the socket's end at the endpoint. */
export async function measureAborts(bench) {
  const { host, simulator } = bench;
  const found = { aborts: [], left: 0 };
  Object.assign(simulator, { chunkDelayMs: 20_000, chunkSize: 8 });
  await atPlaces(bench, async (counts) => {
    const from = simulator.requests.length;
    await host.ask('typed', { text: '\n', answered: false });
    const request = requestSince(simulator, from);
    if (!request) return;
    await delay(40);
    if (request.abortedAt !== undefined) return;
    const { change } = await host.ask('typed', { text: 'x', answered: false });
    const gone = await Promise.race([simulator.waitForAbort(request), delay(2000)]);
    if (!counts) return;
    if (gone && change) found.aborts.push(request.abortedAt + ownOffset - change.at);
    else found.left++;
  });
  Object.assign(simulator, { chunkDelayMs: 0 });
  return found;
}

/** With completion off, a bare request at the change of a new line, as large as Cairn's last one: from the change to the endpoint, and from its first byte to the reader. */
export async function measureBare(bench) {
  const { host, simulator } = bench;
  const found = { toRequest: [], byte: [] };
  const url = `${simulator.url}/completions`;
  const body = simulator.requests.findLast(({ kind }) => kind === 'completion').text;
  await host.ask('setCompletion', { enabled: false });
  Object.assign(simulator, { delayMs: 50, chunkSize: 4000 });
  await atPlaces(bench, async (counts) => {
    const from = simulator.requests.length;
    const { at, readAt } = await host.ask('bare', { text: '\n', url, body });
    const request = requestSince(simulator, from);
    if (!counts) return;
    found.toRequest.push(request.receivedAt + ownOffset - at);
    found.byte.push(readAt - (request.firstByteAt + ownOffset));
  });
  Object.assign(simulator, { delayMs: 0, chunkSize: 8 });
  await host.ask('setCompletion', { enabled: true });
  return found;
}
