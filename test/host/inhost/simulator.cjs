'use strict';
const { until } = require('./support.cjs');

/** The endpoint simulator that `simulated.mjs` started for this suite. */

async function ask(name, value = {}) {
  const response = await fetch(process.env.CAIRN_SIMULATOR, { method: 'POST', body: JSON.stringify({ name, value }) });
  if (!response.ok) throw new Error(`The simulator's control server answered ${response.status} to ${name}.`);
  return response.json();
}

/** Requests for text since the one with index `from`: `{ index, kind, text, prefix, suffix, answer, ended, aborted }`. */
const requests = async (from = 0) => (await ask('requests', { from })).filter(({ kind }) => kind !== 'other');

/** How many requests there were, to be given to `requests` and `requested` later. */
const seen = async () => (await ask('requests')).length;

/** Sets fields of the simulator, as `{ fault: 'html' }`; null clears one. */
const set = (values) => ask('set', values);

/** `[[end of the text before the cursor, answer], …]`. */
const answers = (pairs) => ask('answers', pairs);

/** Waits for a request that fits. */
const requested = (fits, what, from = 0) =>
  until(async () => (await requests(from)).find(fits), `a request arrives: ${what}`, 30_000);

module.exports = { answers, requested, requests, seen, set };
