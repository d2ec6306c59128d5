import { element, icon } from './dom';

const examples = ['Where is the configuration read?', 'How are errors handled?', 'What runs when the program starts?'];

/** What an empty conversation shows: what to ask, and what leaves the machine. */
export function emptyState(model: string | undefined, ask: (question: string) => void): HTMLElement {
  const questions = examples.map((text) => {
    const button = element('button', { type: 'button', class: 'example' }, icon('comment'), element('span', {}, text));
    button.addEventListener('click', () => ask(text));
    return element('li', {}, button);
  });
  return element(
    'div',
    { class: 'empty' },
    element('h2', {}, 'Ask about this code'),
    element('p', {}, 'Answers name the places in your files that they rest on.'),
    element('ul', { class: 'examples' }, ...questions),
    element(
      'p',
      { class: 'privacy' },
      icon(model ? 'cloud-upload' : 'lock'),
      element('span', {}, model ? leaving(model) : 'No model is set for chat: what you ask stays on this machine.'),
    ),
  );
}

function leaving(model: string): string {
  return `Your question, this conversation and the sources found go to ${model}. Nothing else leaves this machine.`;
}
