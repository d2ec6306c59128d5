import { element, icon, textButton } from './dom';
import type { SourceView } from './protocol';

const shownAtFirst = 5;

/** `src/main.ts, lines 4-9`, as tooltips and screen readers have it. */
export function sourceLabel(source: SourceView): string {
  const { firstLine, lastLine, path } = source;
  return firstLine === lastLine ? `${path}, line ${firstLine}` : `${path}, lines ${firstLine}-${lastLine}`;
}

/** The numbered sources of an answer: the cited ones, or the first few, and the others on request. */
export function sourceList(
  sources: readonly SourceView[],
  cited: ReadonlySet<number>,
  open: (number: number) => void,
): HTMLElement {
  const list = element('ol', { class: 'source-list' });
  const fits = sources.length <= shownAtFirst + 1;
  const named = sources.filter((source) => cited.has(source.number));
  const first = fits ? sources : named.length > 0 ? named : sources.slice(0, shownAtFirst);
  const rest = sources.filter((source) => !first.includes(source));
  list.append(...first.map((source) => item(source, open)));
  const section = element(
    'section',
    { class: 'sources', 'aria-label': 'Sources' },
    element('h3', { class: 'sources-title' }, 'Sources'),
    list,
  );
  if (rest.length > 0) {
    const more = textButton(`Show ${rest.length} more`, 'link-button more-sources', () => {
      const items = rest.map((source) => item(source, open));
      list.append(...items);
      items[0]?.querySelector('button')?.focus();
      more.remove();
    });
    section.append(more);
  }
  return section;
}

function item(source: SourceView, open: (number: number) => void): HTMLElement {
  const slash = source.path.lastIndexOf('/');
  const lines = source.firstLine === source.lastLine ? `${source.firstLine}` : `${source.firstLine}-${source.lastLine}`;
  const button = element(
    'button',
    { type: 'button', class: 'source', title: sourceLabel(source), 'data-source': String(source.number) },
    element('span', { class: 'source-number' }, String(source.number)),
    icon(fileIcon(source.languageId)),
    element('span', { class: 'source-name' }, source.path.slice(slash + 1)),
    element('span', { class: 'source-lines' }, `:${lines}`),
    element('span', { class: 'source-directory' }, slash > 0 ? source.path.slice(0, slash) : ''),
  );
  button.setAttribute('aria-label', `Source ${source.number}: ${sourceLabel(source)}`);
  button.addEventListener('click', () => open(source.number));
  return element('li', {}, button);
}

/** The codicon that stands for a language. */
function fileIcon(languageId: string): string {
  if (languageId === 'markdown') return 'markdown';
  if (languageId === 'json' || languageId === 'jsonc') return 'json';
  if (languageId === 'plaintext' || languageId === '') return 'file';
  return 'file-code';
}
