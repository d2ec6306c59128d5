import { element, icon, iconButton } from './dom';
import type { FromPanel } from './protocol';

type Post = (message: FromPanel) => void;

/** Gives every code block under `root` a bar with its language and the buttons Copy and Insert. */
export function addCodeBars(root: ParentNode, post: Post): void {
  for (const pre of root.querySelectorAll('pre')) {
    const language = pre.dataset['language'] ?? '';
    const text = (): string => pre.textContent?.replace(/\n$/, '') ?? '';
    const copy = iconButton('copy', 'Copy', () => {
      post({ kind: 'copy', text: text() });
      confirm(copy);
    });
    const insert = iconButton('insert', 'Insert at cursor', () => post({ kind: 'insert', text: text() }));
    const bar = element(
      'div',
      { class: 'code-bar' },
      element('span', { class: 'code-language' }, language),
      copy,
      insert,
    );
    const block = element('div', { class: 'code-block' });
    pre.replaceWith(block);
    pre.tabIndex = 0;
    pre.setAttribute('aria-label', language ? `Code, ${language}` : 'Code');
    block.append(bar, pre);
  }
}

function confirm(button: HTMLButtonElement): void {
  button.replaceChildren(icon('check'));
  button.setAttribute('aria-label', 'Copied');
  setTimeout(() => {
    button.replaceChildren(icon('copy'));
    button.setAttribute('aria-label', 'Copy');
  }, 1500);
}
