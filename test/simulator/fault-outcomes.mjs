const tryAgain = "try again, and see the server's log if it happens again.";

/**
 * What becomes of a request under each fault of the simulator: the message that the user gets, or the text where the fault is survived.
 *
 * @param {import('./fault-outcomes.d.mts').FaultFacts} facts
 * @returns {Readonly<Record<import('./simulator.d.mts').FaultName, import('./fault-outcomes.d.mts').FaultOutcome>>}
 */
export function faultOutcomes({ host, model, hasKey, firstWait, idleWait, retryWait }) {
  /** @param {string} kind @param {string} message */
  const fails = (kind, message) => ({ kind, message: `${host} ${message}` });
  const silent = fails(
    'timeout',
    `sent nothing within ${firstWait}: it may be loading "${model}" or be overloaded; try again, or set a smaller model.`,
  );
  const noKey = fails(
    'unauthorised',
    `${hasKey ? 'refuses the key: set another one' : 'asks for a key: set one'} with the command "Cairn: Set Endpoint Key".`,
  );
  const survived = { text: 'the answer' };
  return {
    'slow-first-byte': silent,
    'slow-first-event': silent,
    stall: fails('stalled', `stopped in the middle of an answer for ${idleWait}: ${tryAgain}`),
    'close-mid-stream': fails('closed-early', `closed the connection in the middle of an answer: ${tryAgain}`),
    'split-utf8': survived,
    'many-events-per-chunk': survived,
    'no-done': survived,
    reasoning: survived,
    'whole-json': { text: 'whole' },
    'error-in-stream': fails('server-error', `reported a failure while it answered (out_of_memory): ${tryAgain}`),
    'error-first': fails('server-error', `reported a failure while it answered (context_overflow): ${tryAgain}`),
    'error-as-json': fails('server-error', `reported a failure while it answered (model_busy): ${tryAgain}`),
    'rate-limited': fails(
      'rate-limited',
      `limits how often it may be asked (rate_limit_exceeded): it can be asked again in ${retryWait}, or use another endpoint.`,
    ),
    loading: fails('loading', `is not ready, perhaps still loading "${model}": wait a moment and try again.`),
    html: fails(
      'not-the-protocol',
      "answers with a web page instead of the OpenAI API: check the endpoint's base URL, and whether a proxy asks for a sign-in.",
    ),
    'html-error': {
      kind: 'server-error',
      message: `The proxy at ${host} does not reach the model's server (status 502): check that the server behind it runs, and try again.`,
    },
    'wrong-content-type': fails(
      'not-the-protocol',
      'answers with "application/octet-stream" instead of a stream of events: check that the endpoint\'s base URL names an OpenAI-compatible server that streams.',
    ),
    endless: { text: 'cut' },
    'endless-line': fails(
      'not-the-protocol',
      "sends far more than was asked for: check that the endpoint's base URL names an OpenAI-compatible server.",
    ),
    'not-json': fails(
      'not-the-protocol',
      "sends something that is not JSON: check that the endpoint's base URL names an OpenAI-compatible server.",
    ),
    'not-the-shape': fails(
      'not-the-protocol',
      "streams events that are not those of the OpenAI API: check the endpoint's base URL.",
    ),
    unauthorised: noKey,
    'forbidden-key': noKey,
    forbidden: fails(
      'unauthorised',
      hasKey
        ? `forbids the request (permission_denied): check that the key and this network may use "${model}" there, or set another key with the command "Cairn: Set Endpoint Key".`
        : `forbids the request (permission_denied): set a key with the command "Cairn: Set Endpoint Key", and check that this network may use "${model}" there.`,
    ),
    'no-credit': {
      kind: 'rejected',
      message: `The account at ${host} has no credit left (payment_required): top it up there, or use another endpoint.`,
    },
    'out-of-quota': {
      kind: 'rejected',
      message: `The account at ${host} has no credit left (insufficient_quota): top it up there, or use another endpoint.`,
    },
    'proxy-sign-in': {
      kind: 'unauthorised',
      message: `A proxy before ${host} asks for a sign-in: set it in the editor's http.proxy settings.`,
    },
    'not-found': fails(
      'not-found',
      `does not know the model "${model}" or the path: check the model's name and the base URL, which usually ends with /v1.`,
    ),
    'bad-request': {
      kind: 'rejected',
      message: `The prompt is longer than "${model}" takes at ${host}: give the model a larger context there, or name another one.`,
    },
    'server-error': fails('server-error', `failed with status 500 (internal_error): ${tryAgain}`),
    redirect: fails(
      'bad-address',
      "redirects to another address, and Cairn sends code to the named one only: set the endpoint's base URL to where it moved.",
    ),
  };
}
