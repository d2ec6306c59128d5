import { lineSpan } from '../../engine/chat';
import type { Dropped, Explanation, ScoredFile, SnippetKind } from '../../engine/retrieval';
import type { Range } from '../../engine/text';
import { codeSpan, dropWords, evidenceMarkdown, kindWords, listWords, shortReason } from './evidence-words';

export type SectionName = 'completion' | 'answer' | 'cursor' | 'pins';

export interface SectionNode {
  readonly kind: 'section';
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly collapsed: boolean;
  readonly children: readonly ContextNode[];
}

/** A place in a file: kept, dropped, or a pinned file as a whole. */
export interface PlaceNode {
  readonly kind: 'place';
  readonly id: string;
  readonly uri: string;
  readonly path: string;
  readonly range: Range;
  readonly what: SnippetKind | 'dropped' | 'file';
  readonly pinned: boolean;
  readonly label: string;
  readonly description: string;
  /** Markdown. */
  readonly tooltip: string;
}

export interface MessageNode {
  readonly kind: 'message';
  readonly id: string;
  readonly label: string;
  /** The whole of what the label says in short. */
  readonly tooltip?: string;
  readonly command?: string;
}

export type ContextNode = SectionNode | PlaceNode | MessageNode;

/** What the rows of a section are made with. */
export interface Surroundings {
  /** Path of a URI in its workspace folder. */
  readonly pathOf: (uri: string) => string;
  readonly isPinned: (uri: string) => boolean;
  /** The number by which the answer cites a place, or a part of it. */
  readonly numberOf?: (uri: string, range: Range) => number | undefined;
}

/** Rows of one explanation: what was kept in the engine's order, then what was dropped, folded. */
export function explanationRows(
  section: SectionName,
  explanation: Explanation,
  around: Surroundings,
): readonly ContextNode[] {
  const { kept, dropped } = explanation;
  // At a cursor a file has no ranking of its own.
  const files = explanation.kind === 'retrieve' ? explanation.files : [];
  const rows: ContextNode[] = kept.map((snippet, at) => keptRow(section, at, snippet, files, around));
  if (kept.length === 0) rows.push({ kind: 'message', id: `${section}/nothing`, label: 'Nothing was found.' });
  if (dropped.length > 0) {
    rows.push({
      kind: 'section',
      id: `${section}/dropped`,
      label: 'Dropped',
      description: String(dropped.length),
      tooltip: 'Looked at and left out.',
      collapsed: true,
      children: dropped.map((entry, at) => droppedRow(section, at, entry, around)),
    });
  }
  return rows;
}

/** `12 kept, 1,430 tokens, 3 dropped`. */
export function countsOf({ kept, dropped }: Explanation): string {
  const tokens = kept.reduce((sum, snippet) => sum + snippet.tokens, 0);
  return [
    `${kept.length} kept`,
    ...(kept.length > 0 ? [tokensWords(tokens)] : []),
    ...(dropped.length > 0 ? [`${dropped.length} dropped`] : []),
  ].join(', ');
}

/** Markdown: the words that were searched for, and how long it took. */
export function explanationTooltip({ terms, timings }: Explanation): string {
  const shown = terms.slice(0, 24).map(codeSpan).join(' ');
  const more = terms.length > 24 ? ` and ${terms.length - 24} more` : '';
  const times = Object.entries(timings).map(([stage, ms]) => `${stage} ${ms.toFixed(1)} ms`);
  return [
    ...(shown ? [`Searched for: ${shown}${more}`] : []),
    ...(times.length > 0 ? [`Took: ${times.join(', ')}`] : []),
  ].join('\n\n');
}

export function pinRows(pins: readonly string[], { pathOf }: Pick<Surroundings, 'pathOf'>): readonly PlaceNode[] {
  const start = { line: 0, character: 0 };
  return pins.map((uri) => {
    const path = pathOf(uri);
    return {
      kind: 'place',
      id: `pins/${uri}`,
      uri,
      path,
      range: { start, end: start },
      what: 'file',
      pinned: true,
      label: fileName(path),
      description: directoryOf(path),
      tooltip: `${codeSpan(path)}\n\nPinned: what it has for a question or a cursor comes first.`,
    };
  });
}

type Kept = Explanation['kept'][number];

function keptRow(
  section: SectionName,
  at: number,
  { origin, path, kind, tokens, score, why, multipliers }: Kept,
  files: readonly ScoredFile[],
  around: Surroundings,
): PlaceNode {
  const number = around.numberOf?.(origin.uri, origin.range);
  const name = kind === 'signature' ? why.find(({ terms }) => terms.length === 1)?.terms[0] : undefined;
  const parts = [
    ...(number === undefined ? [] : [`[${number}]`]),
    ...(name === undefined ? [] : [name]),
    shortReason(why),
    tokensWords(tokens),
    directoryOf(path),
  ];
  const fileEvidence = files.find((file) => file.uri === origin.uri && file.why !== why)?.why ?? [];
  return {
    kind: 'place',
    id: `${section}/kept/${at}/${origin.uri}:${origin.range.start.line}`,
    uri: origin.uri,
    path,
    range: origin.range,
    what: kind,
    pinned: around.isPinned(origin.uri),
    label: placeLabel(path, origin.range),
    description: parts.filter((part) => part !== '').join(' · '),
    tooltip: [
      `${codeSpan(path)}, ${linesWords(origin.range)}`,
      `${capital(kindWords(kind))}, ${tokensWords(tokens)}, score ${Math.round(score * 1000) / 1000}`,
      ...evidenceMarkdown(why, multipliers),
      ...(fileEvidence.length > 1
        ? [
            `Its file: ${fileEvidence.map(({ list, rank }) => `${listWords(list)}${rank > 0 ? ` #${rank}` : ''}`).join(', ')}`,
          ]
        : []),
    ].join('\n\n'),
  };
}

function droppedRow(section: SectionName, at: number, entry: Dropped, { pathOf, isPinned }: Surroundings): PlaceNode {
  const path = pathOf(entry.uri);
  const reason = dropWords(entry);
  return {
    kind: 'place',
    id: `${section}/dropped/${at}/${entry.uri}:${entry.range.start.line}`,
    uri: entry.uri,
    path,
    range: entry.range,
    what: 'dropped',
    pinned: isPinned(entry.uri),
    label: placeLabel(path, entry.range),
    description: [reason, directoryOf(path)].filter((part) => part !== '').join(' · '),
    tooltip: `${codeSpan(path)}, ${linesWords(entry.range)}\n\nDropped: ${reason}`,
  };
}

function placeLabel(path: string, range: Range): string {
  const { first, last } = lineSpan(range);
  return `${fileName(path)}:${first === last ? first : `${first}-${last}`}`;
}

function linesWords(range: Range): string {
  const { first, last } = lineSpan(range);
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function tokensWords(tokens: number): string {
  return `${tokens.toLocaleString('en')} ${tokens === 1 ? 'token' : 'tokens'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
