'use strict';
const assert = require('node:assert/strict');
const { accept, type, until, withOutcomes } = require('./support.cjs');

// The endpoint simulator that `simulated.mjs` started for this suite.

/** A simulator by the address of its control server. */
function connect(address) {
  const ask = async (name, value = {}) => {
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ name, value }) });
    if (!response.ok) throw new Error(`The simulator's control server answered ${response.status} to ${name}.`);
    return response.json();
  };
  return {
    /** Requests for text since the one with index `from`: `{ index, kind, text, model, prefix, suffix, answer, ended, aborted }`. */
    requests: async (from = 0) => (await ask('requests', { from })).filter(({ kind }) => kind !== 'other'),
    /** How many requests there were, to be given to `requests` and `requested` later. */
    seen: () => ask('count'),
    /** Sets fields of the simulator, as `{ fault: 'html' }`; null clears one. */
    set: (values) => ask('set', values),
    /** `[[end of the text before the cursor, answer], …]`; a third value is the seed of the requests to which it goes. */
    answers: (pairs) => ask('answers', pairs),
  };
}

const { requests, seen, set, answers } = connect(process.env.CAIRN_SIMULATOR);

/** Waits for a request that fits. */
const requested = (fits, what, from = 0, ms = 15_000) =>
  until(async () => (await requests(from)).find(fits), `a request arrives: ${what}`, ms).catch(async (error) => {
    const ends = (await requests(from)).map(({ prefix }) => JSON.stringify(prefix?.slice(-30)));
    throw withOutcomes(
      new Error(`${error.message}. Prefixes ended with ${ends.slice(-10).join(', ')}`, { cause: error }),
    );
  });

let lastNumber = 0;

/** Types the start of a statement of its own at the cursor, has the endpoint answer, and accepts; the request that was answered. */
async function completeHere(document) {
  const typed = `const fresh${++lastNumber} `;
  const answer = `= ${lastNumber};`;
  await answers([[typed, answer]]);
  const from = await seen();
  await type(typed);
  const request = await requested((candidate) => candidate.answer === answer, typed, from);
  await accept(document);
  assert.ok(document.getText().includes(typed + answer), document.getText().slice(-200));
  return request;
}

module.exports = { completeHere, connect, answers, requested, requests, seen, set };
