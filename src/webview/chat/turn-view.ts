import { AnswerView } from './answer-view';
import { element, icon, textButton } from './dom';
import type { ChatAction, FromPanel, TurnView as Turn } from './protocol';
import { sourceLabel, sourceList } from './source-list';

interface TurnPorts {
  readonly post: (message: FromPanel) => void;
  readonly growing: (change: () => void) => void;
  readonly announce: (text: string) => void;
}

const actionLabels: Readonly<Record<ChatAction, string>> = {
  'set-endpoint': 'Set endpoint',
  'check-endpoint': 'Check endpoint',
  'set-key': 'Set key',
  'change-limits': 'Change limits',
  retry: 'Ask again',
  'show-log': 'Show log',
};

/** Owns the nodes of one question and its answer. */
export class TurnView {
  readonly node: HTMLElement;
  readonly #answer: AnswerView;
  readonly #waiting = element(
    'p',
    { class: 'waiting' },
    element('span', { class: 'codicon codicon-loading codicon-modifier-spin', 'aria-hidden': 'true' }),
    element('span', {}, 'Searching your code'),
  );
  readonly #foot = element('div', { class: 'turn-foot' });
  #turn: Turn;

  constructor(
    turn: Turn,
    private readonly ports: TurnPorts,
  ) {
    this.#turn = turn;
    this.#answer = new AnswerView({ ...ports, sourceLabel: (number) => this.#label(number) });
    const question = element('div', { class: 'question' }, ...questionNodes(turn.question));
    const heading = element('h2', { class: 'visually-hidden' }, 'Question');
    const body = element(
      'div',
      { class: 'answer', role: 'group', 'aria-label': 'Answer' },
      this.#waiting,
      this.#answer.node,
      this.#foot,
    );
    this.node = element('article', { class: 'turn', 'data-turn': turn.id }, heading, question, body);
    this.node.addEventListener('click', (event) => this.#clicked(event));
    this.update(turn);
  }

  get running(): boolean {
    return this.#turn.outcome.kind === 'running';
  }

  /** UTF-16 units of the answer received. */
  get length(): number {
    return this.#answer.length;
  }

  update(turn: Turn): void {
    this.#turn = turn;
    this.#answer.show(turn.answer);
    if (!this.running) this.#answer.finish();
    this.#showWaiting();
    this.#showFoot();
  }

  append(text: string): void {
    this.#answer.append(text);
    this.#showWaiting();
  }

  dispose(): void {
    this.#answer.dispose();
    this.node.remove();
  }

  #showWaiting(): void {
    this.#waiting.hidden = !this.running || this.#answer.length > 0;
    this.#waiting.lastElementChild?.replaceChildren(
      this.#turn.sources.length > 0 ? 'Waiting for the model' : 'Searching your code',
    );
    this.node.setAttribute('aria-busy', String(this.running));
  }

  #showFoot(): void {
    const { outcome, sources, author, id } = this.#turn;
    const nodes: HTMLElement[] = [];
    if (outcome.kind === 'failed') {
      const buttons = [...new Set([outcome.action, 'retry' as const])].map((action) =>
        textButton(actionLabels[action], 'button secondary', () =>
          this.ports.post({ kind: 'act', turnId: id, action }),
        ),
      );
      const choices = element('div', { class: 'choices' }, ...buttons);
      nodes.push(
        element(
          'div',
          { class: 'failure', role: 'alert' },
          icon('warning'),
          element('p', {}, outcome.message),
          choices,
        ),
      );
    }
    if (outcome.kind === 'stopped') nodes.push(element('p', { class: 'remark' }, 'Stopped.'));
    if (outcome.kind === 'done' && author === 'model' && sources.length === 0)
      nodes.push(element('p', { class: 'remark' }, 'No file was used for this answer.'));
    if (sources.length > 0) {
      nodes.push(sourceList(sources, this.#answer.cited(), (number) => this.#open(number)));
    }
    if (outcome.kind === 'done' && author === 'snippets' && sources.length > 0) {
      nodes.push(
        textButton('Set endpoint', 'button secondary', () =>
          this.ports.post({ kind: 'act', turnId: id, action: 'set-endpoint' }),
        ),
      );
    }
    this.#foot.replaceChildren(...nodes);
  }

  #label(number: number): string | undefined {
    const source = this.#turn?.sources.find((candidate) => candidate.number === number);
    return source && sourceLabel(source);
  }

  #open(number: number): void {
    this.ports.post({ kind: 'open-source', turnId: this.#turn.id, number });
  }

  #clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest('a');
    if (link) {
      // The editor's own handler would open it a second time.
      event.preventDefault();
      event.stopPropagation();
      this.ports.post({ kind: 'open-link', href: link.href });
    }
    const citation = event.target.closest<HTMLElement>('.citation');
    if (citation) this.#open(Number(citation.dataset['source']));
  }
}

// Mentions stand out in the question, everything else is literal.
function questionNodes(text: string): (Node | string)[] {
  return text
    .split(/((?<![^\s([{])@(?:"[^"\n]+"|[^\s@"]+))/)
    .map((piece, position) => (position % 2 === 1 ? element('span', { class: 'mention' }, piece) : piece));
}
