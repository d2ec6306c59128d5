import { expect, it } from 'vitest';
import { ModelError } from '../../../src/engine/models';
import { faultOutcomes } from '../../simulator/fault-outcomes.mjs';
import { type FaultName, faultNames } from '../../simulator/simulator.mjs';
import { chat, client, complete, failure, sendable, simulate } from './endpoint-fixture';

const model = 'qwen2.5-coder';
const key = 'sk-test-key-that-must-not-show';
const answer = 'grüße 👋 日本語 und mehr';

const outcomesAt = (host: string) =>
  faultOutcomes({ host, model, hasKey: true, firstWait: '1 s', idleWait: '1 s', retryWait: '67 min' });

/** Short waits only where waiting is the fault, so that a busy machine changes nothing. */
function timeoutsFor(fault: FaultName) {
  const patient = 60_000;
  const first = fault.startsWith('slow') ? 200 : patient;
  const idle = fault === 'stall' ? 200 : patient;
  return { completionFirstByteMs: first, chatFirstByteMs: first, completionIdleMs: idle, chatIdleMs: idle };
}

it('every fault of the simulator has its outcome', () => {
  expect(Object.keys(outcomesAt('host')).toSorted()).toEqual(faultNames.toSorted());
});

it.each(faultNames)('%s', async (fault) => {
  const simulator = await simulate({
    fault,
    answer: () => answer,
    chunkSize: 3,
    // More than an answer waits for.
    retryAfterSeconds: 4000,
  });
  const outcome = outcomesAt(`127.0.0.1:${simulator.port}`)[fault];
  const ask = () => client(simulator, { model, apiKey: key, timeouts: timeoutsFor(fault) });
  const prompt = await sendable([{ slot: 'question', text: 'Why?', origin: { kind: 'user' } }]);
  const asked = [complete(await ask(), { maxTokens: 20 }), chat(await ask(), prompt, 20)];
  if ('text' in outcome) {
    for (const text of await Promise.all(asked)) {
      if (outcome.text === 'cut') expect(text.length).toBeLessThanOrEqual(20 * 16 + answer.length);
      else expect(text).toBe(outcome.text === 'whole' ? 'whole' : answer);
    }
    return;
  }
  for (const error of await Promise.all(asked.map(failure))) {
    expect(error).toBeInstanceOf(ModelError);
    expect({ kind: error.kind, message: error.message }).toEqual(outcome);
    expect(error.message).not.toContain(key);
    expect(error.message.match(/\.(?=\s|$)/g)).toHaveLength(1);
  }
});
