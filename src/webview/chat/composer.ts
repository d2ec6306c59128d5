import { element, icon, textButton } from './dom';
import { FilePopup } from './file-popup';
import { completeMention, mentionAt } from './mention-token';
import type { FileView, FromPanel } from './protocol';

interface ComposerPorts {
  readonly post: (message: FromPanel) => void;
  readonly saveDraft: (draft: string) => void;
}

/** Owns the question being written: the text, the file popup, and the button that sends or stops. */
export class Composer {
  readonly node: HTMLElement;
  readonly #input = element('textarea', {
    class: 'composer-input',
    rows: '1',
    placeholder: 'Ask about your code',
    'aria-label': 'Question',
    spellcheck: 'false',
  });
  readonly #button = element('button', { type: 'button', class: 'icon-button send' });
  readonly #model = textButton('', 'link-button model', () => {
    this.ports.post({ kind: 'act', turnId: '', action: 'set-endpoint' });
  });
  readonly #popup = new FilePopup(this.#input, (file) => this.#complete(file));
  #request = 0;
  #dismissed = -1;
  #running = false;

  constructor(
    private readonly ports: ComposerPorts,
    draft: string,
  ) {
    this.#input.value = draft;
    const hint = element('span', { class: 'hint' }, element('kbd', {}, '@'), ' names a file');
    this.node = element(
      'form',
      { class: 'composer' },
      this.#popup.node,
      element('div', { class: 'composer-box' }, this.#input, this.#button),
      element('div', { class: 'composer-foot' }, hint, this.#model),
    );
    this.node.addEventListener('submit', (event) => event.preventDefault());
    this.#button.addEventListener('click', () => (this.#running ? this.ports.post({ kind: 'stop' }) : this.#send()));
    this.#input.addEventListener('input', () => this.#edited());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('click', () => this.#suggest());
    this.#input.addEventListener('blur', () => this.#popup.hide());
    this.setRunning(false);
    this.setModel(undefined);
  }

  focus(): void {
    this.#input.focus();
  }

  /** Fits the box to its text; needs to be in the document. */
  grow(): void {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${this.#input.scrollHeight}px`;
  }

  setRunning(running: boolean): void {
    this.#running = running;
    const label = running ? 'Stop' : 'Send';
    this.#button.title = label;
    this.#button.setAttribute('aria-label', label);
    this.#button.replaceChildren(icon(running ? 'debug-stop' : 'send'));
    this.#enable();
  }

  setModel(model: string | undefined): void {
    this.#model.textContent = model ?? 'No model set';
    this.#model.title = model
      ? `Answers come from ${model}. Click to change.`
      : 'Answers are code found here. Click to set an endpoint.';
  }

  /** Files for an earlier request of the popup; late answers are ignored. */
  offerFiles(request: number, files: readonly FileView[]): void {
    if (request === this.#request && this.#token()) this.#popup.show(files);
  }

  #send(): void {
    const text = this.#input.value.trim();
    if (!text || this.#running) return;
    this.ports.post({ kind: 'ask', text });
    this.#set('', 0);
  }

  #edited(): void {
    this.grow();
    this.#enable();
    this.ports.saveDraft(this.#input.value);
    this.#suggest();
  }

  #set(text: string, caret: number): void {
    this.#input.value = text;
    this.#input.setSelectionRange(caret, caret);
    this.#popup.hide();
    this.#request++;
    this.grow();
    this.#enable();
    this.ports.saveDraft(text);
  }

  #enable(): void {
    this.#button.disabled = !this.#running && this.#input.value.trim() === '';
  }

  #token() {
    const { selectionStart, selectionEnd, value } = this.#input;
    return selectionStart === selectionEnd ? mentionAt(value, selectionStart) : undefined;
  }

  #suggest(): void {
    const token = this.#token();
    this.#request++;
    if (token?.start !== this.#dismissed) this.#dismissed = -1;
    if (token && this.#dismissed < 0)
      this.ports.post({ kind: 'find-files', request: this.#request, text: token.query });
    else this.#popup.hide();
  }

  #complete(file: FileView): void {
    const token = this.#token();
    if (!token) return;
    const { text, caret } = completeMention(this.#input.value, token, file.mention);
    this.#set(text, caret);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.#popup.visible && this.#popupKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === 'Escape' && this.#running) {
      event.preventDefault();
      this.ports.post({ kind: 'stop' });
    }
  }

  #popupKey(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
        this.#popup.move(1);
        return true;
      case 'ArrowUp':
        this.#popup.move(-1);
        return true;
      case 'Enter':
      case 'Tab':
        return this.#popup.accept();
      case 'Escape':
        this.#dismissed = this.#token()?.start ?? -1;
        this.#popup.hide();
        return true;
      default:
        return false;
    }
  }
}
