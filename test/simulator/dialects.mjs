/**
 * @typedef {import('./simulator.d.mts').DialectName} DialectName
 * @typedef {'completion' | 'infill' | 'fim' | 'chat'} Route
 * @typedef {{ readonly status: number, readonly code: string }} Refusal
 * @typedef {object} Dialect
 * @property {string} owner `owned_by` in `/v1/models`
 * @property {Readonly<Record<string, Route>>} routes what is asked for text, by path
 * @property {Readonly<Record<string, unknown>>} [looks] answers to GET by path, besides `/v1/models`
 * @property {(route: Route, body: any) => Refusal | undefined} [refuse]
 * @property {(route: Route, body: any, answer: string) => string} [twist] what becomes of an answer
 */

const chat = /** @type {const} */ ({ '/v1/chat/completions': 'chat' });
const openai = /** @type {const} */ ({ '/v1/completions': 'completion', ...chat });

/** @type {(route: Route, body: any) => Refusal | undefined} */
const noSuffix = (route, body) =>
  route === 'completion' && body?.suffix !== undefined ? { status: 400, code: 'BadRequestError' } : undefined;

/** @param {any} body @returns {Refusal | undefined} */
function refusedField(body) {
  if (body?.temperature !== undefined) return { status: 400, code: 'unsupported_value' };
  return body?.max_tokens === undefined ? undefined : { status: 400, code: 'unsupported_parameter' };
}

/** What each server understands. @type {Record<DialectName, Dialect>} */
export const dialects = {
  openai: { owner: 'simulator', routes: openai },
  'chat-only': { owner: 'simulator', routes: chat },
  // Models that reason: how they draw is not to be set, and they know the limit under its newer name.
  'openai-reasoning': { owner: 'system', routes: chat, refuse: (_, body) => refusedField(body) },
  llamacpp: {
    owner: 'llamacpp',
    routes: { ...openai, '/infill': 'infill' },
    looks: { '/props': { default_generation_settings: { n_ctx: 4096 }, total_slots: 1 } },
  },
  'llamacpp-no-infill': {
    owner: 'llamacpp',
    routes: { ...openai, '/infill': 'infill' },
    refuse: (route) => (route === 'infill' ? { status: 501, code: 'not_supported_error' } : undefined),
  },
  ollama: {
    owner: 'someone',
    routes: openai,
    looks: { '/api/version': { version: '0.13.3' } },
    refuse: (route, body) =>
      route === 'completion' && Array.isArray(body?.prompt)
        ? { status: 400, code: 'invalid_request_error' }
        : undefined,
  },
  // A model whose own template has no place for a suffix.
  'ollama-no-insert': { owner: 'library', routes: openai, refuse: noSuffix },
  // Takes a suffix and leaves it out.
  'lm-studio': { owner: 'organization_owner', routes: openai },
  // Takes a suffix and puts it behind the answer.
  tgi: {
    owner: 'some/model',
    routes: openai,
    looks: { '/info': { model_id: 'some/model', router: 'text-generation-router', max_total_tokens: 4096 } },
    twist: (route, body, answer) => (route === 'completion' ? `${answer}${body?.suffix ?? ''}` : answer),
  },
  vllm: { owner: 'vllm', routes: openai, refuse: noSuffix },
  mistral: { owner: 'mistralai', routes: { ...chat, '/v1/fim/completions': 'fim' } },
  deepseek: {
    owner: 'deepseek',
    routes: { '/beta/completions': 'completion', ...chat },
    refuse: (route, body) =>
      route === 'completion' && body?.max_tokens > 4096 ? { status: 400, code: 'invalid_request_error' } : undefined,
  },
};

export const dialectNames = /** @type {DialectName[]} */ (Object.keys(dialects));
