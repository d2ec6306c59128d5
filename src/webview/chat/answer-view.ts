import { addCodeBars } from './code-block';
import { element } from './dom';
import { createMarkdownRenderer, longOpenCode, splitBlocks } from './markdown';
import type { FromPanel } from './protocol';
import { sanitizedFragment } from './sanitize';

interface AnswerPorts {
  readonly post: (message: FromPanel) => void;
  /** Runs `change`, which makes the list taller, and keeps its end in view when it was. */
  readonly growing: (change: () => void) => void;
  /** Reads a finished block to screen readers. */
  readonly announce: (text: string) => void;
  readonly sourceLabel: (number: number) => string | undefined;
}

/** Owns the nodes of one answer. Settled blocks stay; only the block being written is rendered again, at most once a frame. */
export class AnswerView {
  readonly node = element('div', { class: 'markdown' });
  readonly #settled = element('div', { class: 'blocks' });
  readonly #open = element('div', { class: 'blocks' });
  readonly #render = createMarkdownRenderer((number) => this.ports.sourceLabel(number) !== undefined);
  #text = '';
  #rendered = 0;
  #openText = '';
  #frame: number | undefined;
  #announces = false;

  constructor(private readonly ports: AnswerPorts) {
    this.node.append(this.#settled, this.#open);
  }

  /** UTF-16 units received. */
  get length(): number {
    return this.#text.length;
  }

  /** Shows the whole text at once; what is on screen already stays. */
  show(text: string): void {
    if (!text.startsWith(this.#text)) this.#clear();
    this.#text = text;
    this.#flush();
  }

  /** Adds to the end with the next frame. */
  append(text: string): void {
    this.#text += text;
    this.#announces = true;
    this.#frame ??= requestAnimationFrame(() => this.ports.growing(() => this.#flush()));
  }

  /** The answer is complete: shows and announces what is left. */
  finish(): void {
    this.#flush();
    this.#open.replaceChildren(this.#fragment(this.#openText));
    if (this.#announces) this.ports.announce(spoken(this.#open));
    this.#announces = false;
  }

  /** Numbers of the sources that the answer cites. */
  cited(): ReadonlySet<number> {
    const buttons = this.node.querySelectorAll<HTMLElement>('.citation');
    return new Set([...buttons].map((button) => Number(button.dataset['source'])));
  }

  dispose(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #flush(): void {
    this.dispose();
    const added = this.#text.slice(this.#rendered);
    this.#rendered = this.#text.length;
    if (added === '' && this.#openText !== '') return;
    if (this.#growCode(added)) return;
    const { settled, open } = splitBlocks(this.#openText + added);
    for (const block of settled) {
      const fragment = this.#fragment(block);
      if (this.#announces) this.ports.announce(spoken(fragment));
      this.#settled.append(fragment);
    }
    this.#open.replaceChildren(this.#fragment(open));
    this.#openText = open;
  }

  /** Long code that only goes on is put in place as it is; it gets its colours when the block is closed. */
  #growCode(added: string): boolean {
    const body = longOpenCode(this.#openText, added);
    const code = this.#open.querySelector('pre code');
    if (body === undefined || !code) return false;
    code.textContent = body;
    this.#openText += added;
    return true;
  }

  #fragment(markdown: string): DocumentFragment {
    const fragment = sanitizedFragment(this.#render(markdown));
    for (const button of fragment.querySelectorAll<HTMLElement>('.citation')) {
      const label = this.ports.sourceLabel(Number(button.dataset['source']));
      if (label === undefined) continue;
      button.title = label;
      button.setAttribute('aria-label', `Source ${button.dataset['source']}: ${label}`);
    }
    for (const table of fragment.querySelectorAll('table')) {
      const scroller = element('div', { class: 'table' });
      table.replaceWith(scroller);
      scroller.append(table);
    }
    addCodeBars(fragment, this.ports.post);
    return fragment;
  }

  #clear(): void {
    this.dispose();
    this.#text = '';
    this.#rendered = 0;
    this.#openText = '';
    this.#settled.replaceChildren();
    this.#open.replaceChildren();
  }
}

// Code read aloud sign by sign helps nobody; it is there to be visited.
function spoken(block: ParentNode & Node): string {
  return block.querySelector('.code-block') ? 'Code block' : (block.textContent ?? '');
}
