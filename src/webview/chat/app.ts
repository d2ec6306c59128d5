import { Composer } from './composer';
import { element } from './dom';
import { emptyState } from './empty-state';
import type { FromPanel, ToPanel, TurnView as Turn } from './protocol';
import { TurnView } from './turn-view';

export interface AppPorts {
  readonly post: (message: FromPanel) => void;
  readonly loadDraft: () => string;
  readonly saveDraft: (draft: string) => void;
}

/** Blocks kept for screen readers that are still reading. */
const blocksRemembered = 30;

/** Owns the whole panel: the list of turns, the empty state and the composer. */
export class App {
  readonly #list = element('main', { class: 'turns', 'aria-label': 'Conversation' });
  readonly #live = element('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  readonly #composer: Composer;
  readonly #turns = new Map<string, TurnView>();
  #model: string | undefined;
  #known = false;

  constructor(
    root: HTMLElement,
    private readonly ports: AppPorts,
  ) {
    this.#composer = new Composer(ports, ports.loadDraft());
    root.replaceChildren(this.#list, this.#live, this.#composer.node);
    this.#composer.grow();
  }

  /** The panel got the keyboard without a click on anything in it. */
  focused(): void {
    if (document.activeElement === document.body) this.#composer.focus();
  }

  receive(message: ToPanel): void {
    switch (message.kind) {
      case 'state':
        return this.#showAll(message.turns, message.model);
      case 'turn':
        return this.#showTurn(message.turn);
      case 'delta':
        return this.#append(message.turnId, message.at, message.text);
      case 'model':
        return this.#showModel(message.model);
      case 'files':
        return this.#composer.offerFiles(message.request, message.files);
      case 'focus':
        return this.#composer.focus();
    }
  }

  #showAll(turns: readonly Turn[], model: string | undefined): void {
    const kept = new Set(turns.map((turn) => turn.id));
    for (const [id, view] of this.#turns) {
      if (kept.has(id)) continue;
      view.dispose();
      this.#turns.delete(id);
    }
    this.#known = true;
    for (const turn of turns) this.#put(turn);
    this.#showModel(model);
    this.#list.scrollTop = turns.length > 0 ? this.#list.scrollHeight : 0;
  }

  #showTurn(turn: Turn): void {
    const isNew = !this.#turns.has(turn.id);
    this.#growing(() => this.#put(turn));
    if (isNew) this.#list.scrollTop = this.#list.scrollHeight;
    this.#settle();
  }

  #put(turn: Turn): void {
    const view = this.#turns.get(turn.id);
    if (view) return view.update(turn);
    const added = new TurnView(turn, {
      post: this.ports.post,
      growing: (change) => this.#growing(change),
      announce: (text) => this.#announce(text),
    });
    this.#turns.set(turn.id, added);
    this.#list.append(added.node);
  }

  #append(turnId: string, at: number, text: string): void {
    const view = this.#turns.get(turnId);
    if (view?.length === at) view.append(text);
    else this.ports.post({ kind: 'ready' });
  }

  #showModel(model: string | undefined): void {
    this.#model = model;
    this.#composer.setModel(model);
    this.#settle();
  }

  #settle(): void {
    this.#composer.setRunning([...this.#turns.values()].some((view) => view.running));
    this.#list.querySelector('.empty')?.remove();
    if (this.#known && this.#turns.size === 0) {
      this.#list.append(emptyState(this.#model, (text) => this.ports.post({ kind: 'ask', text })));
    }
  }

  /** Follows the end, but not past the newest question, so that an answer is read from its beginning. */
  #growing(change: () => void): void {
    const list = this.#list;
    const before = list.scrollTop;
    const atEnd = list.scrollHeight - before - list.clientHeight < 40;
    change();
    if (!atEnd) return;
    const newest = list.querySelector<HTMLElement>('.turn:last-of-type');
    const top = newest ? newest.offsetTop - list.offsetTop - 8 : 0;
    const end = list.scrollHeight - list.clientHeight;
    list.scrollTop = newest && before <= top ? Math.min(end, top) : end;
  }

  #announce(text: string): void {
    if (!text.trim()) return;
    if (this.#live.childElementCount >= blocksRemembered) this.#live.firstElementChild?.remove();
    this.#live.append(element('p', {}, text));
  }
}
