/** @typedef {import('./dialects.mjs').Route} Route */

/**
 * One event of a streamed answer, as the route shapes it.
 * @param {Route} route
 * @param {string} model
 * @param {string} text
 * @param {string | null} finish
 */
export function event(route, model, text, finish = null) {
  if (route === 'infill') return { content: text, stop: finish !== null, index: 0 };
  if (route === 'completion')
    return { id: 'simulated', object: 'text_completion', model, choices: [{ index: 0, text, finish_reason: finish }] };
  return {
    id: 'simulated',
    object: 'chat.completion.chunk',
    model,
    choices: [{ index: 0, delta: { content: text }, finish_reason: finish }],
  };
}

/** The answer in one piece. @param {Route} route @param {string} model @param {string} text */
export function wholeAnswer(route, model, text) {
  if (route === 'infill') return { content: text, stop: true };
  const choice = route === 'completion' ? { text } : { message: { role: 'assistant', content: text } };
  return { id: 'simulated', model, choices: [{ index: 0, ...choice, finish_reason: 'stop' }] };
}
