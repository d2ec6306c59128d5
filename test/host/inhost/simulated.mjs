import { once } from 'node:events';
import { createServer } from 'node:http';
import { EndpointSimulator } from '../../simulator/simulator.mjs';

/**
 * An endpoint simulator outside the extension host, and a second server by which the tests inside it read its requests and set its
 * answers (`simulator.cjs` is their side). `settings` and `env` are what the suite's `setup` returns.
 */
export async function startSimulated({ defer }, options = {}) {
  const simulator = await EndpointSimulator.start({ answer: () => '', ...options });
  defer(() => simulator.close());
  const control = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { name, value } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const answer = await operations[name](simulator, value);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? null));
  });
  control.listen(0, '127.0.0.1');
  await once(control, 'listening');
  defer(() => {
    control.closeAllConnections();
    control.close();
  });
  return {
    simulator,
    settings: { 'cairn.endpoint.url': simulator.url, 'cairn.endpoint.model': 'qwen2.5-coder' },
    env: { CAIRN_SIMULATOR: `http://127.0.0.1:${control.address().port}` },
  };
}

const operations = {
  count: (simulator) => simulator.requests.length,
  requests: (simulator, { from = 0 }) =>
    simulator.requests.slice(from).map(({ kind, text, body, prompt, answer, endedAt, abortedAt }, offset) => ({
      index: from + offset,
      kind,
      text,
      model: body?.model,
      prefix: prompt?.prefix,
      suffix: prompt?.suffix,
      answer,
      ended: endedAt !== undefined,
      aborted: abortedAt !== undefined,
    })),
  /** Fields of the simulator, as `fault` and `delayMs`; null stands for undefined. */
  set(simulator, values) {
    for (const [name, value] of Object.entries(values)) simulator[name] = value ?? undefined;
  },
  /** What the text before the cursor ends with and what to answer there, and maybe only to a request with that seed; nothing elsewhere. */
  answers(simulator, pairs) {
    simulator.answer = ({ prefix, body }) =>
      pairs.find(([end, , seed = body.seed]) => prefix.endsWith(end) && seed === body.seed)?.[1] ?? '';
  },
};
