import { element, icon } from './dom';
import type { FileView } from './protocol';

/** Owns the list of files that opens above the question while an `@` word is written. The caret stays in the text. */
export class FilePopup {
  readonly node = element('ul', {
    class: 'file-popup',
    id: 'file-popup',
    role: 'listbox',
    'aria-label': 'Files',
    hidden: true,
  });
  #files: readonly FileView[] = [];
  #active = 0;

  constructor(
    private readonly input: HTMLTextAreaElement,
    private readonly choose: (file: FileView) => void,
  ) {
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', this.node.id);
  }

  get visible(): boolean {
    return !this.node.hidden;
  }

  show(files: readonly FileView[]): void {
    this.#files = files;
    this.#active = 0;
    this.node.hidden = false;
    this.node.replaceChildren(
      ...(files.length > 0
        ? files.map((file, position) => this.#option(file, position))
        : [element('li', { class: 'file-none' }, 'No file matches')]),
    );
    this.#mark();
  }

  hide(): void {
    this.node.hidden = true;
    this.#files = [];
    this.input.removeAttribute('aria-activedescendant');
  }

  /** Moves by `step` and wraps around. */
  move(step: number): void {
    const count = this.#files.length;
    if (count === 0) return;
    this.#active = (this.#active + step + count) % count;
    this.#mark();
  }

  /** Takes the marked file; false when there is none. */
  accept(): boolean {
    const file = this.#files[this.#active];
    if (!file) return false;
    this.choose(file);
    return true;
  }

  #option(file: FileView, position: number): HTMLElement {
    const slash = file.path.lastIndexOf('/');
    const option = element(
      'li',
      { class: 'file', id: `file-${position}`, role: 'option', title: file.path },
      icon('file'),
      element('span', { class: 'file-name' }, file.path.slice(slash + 1)),
      element('span', { class: 'file-directory' }, slash > 0 ? file.path.slice(0, slash) : ''),
    );
    option.addEventListener('mousedown', (event) => {
      event.preventDefault();
      this.choose(file);
    });
    return option;
  }

  #mark(): void {
    const options = [...this.node.querySelectorAll('[role=option]')];
    for (const [position, option] of options.entries()) {
      option.setAttribute('aria-selected', String(position === this.#active));
      if (position === this.#active) {
        option.scrollIntoView({ block: 'nearest' });
        this.input.setAttribute('aria-activedescendant', option.id);
      }
    }
    if (options.length === 0) this.input.removeAttribute('aria-activedescendant');
  }
}
