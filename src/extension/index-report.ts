import type { EngineStatus, SetAsideFile } from '../engine/retrieval';
import { limitSentence, symbolLimitSentence } from './limit-sentence';

const count = (value: number): string => value.toLocaleString('en');
const duration = (ms: number): string => (ms < 1000 ? `${Math.ceil(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** Markdown of `Cairn: Index Status`. */
export function indexReport(status: EngineStatus): string {
  const { memoryBytes, tookMs } = status;
  return [
    '# Index',
    '',
    phaseLine(status),
    ...(status.limit ? ['', limitSentence(status.limit)] : []),
    ...(status.symbolLimit === undefined ? [] : ['', symbolLimitSentence(status.symbolLimit)]),
    '',
    `- Files: ${count(status.files)}`,
    `- Symbols: ${count(status.symbols)}`,
    `- Chunks: ${count(status.chunks)}`,
    ...(memoryBytes === undefined
      ? []
      : [`- Memory of the context server: ${count(Math.round(memoryBytes / 1e6))} MB`]),
    ...(tookMs > 0 ? [`- Time of the last indexing: ${duration(tookMs)}`] : []),
    ...counted('Languages', 'Language', 'Files', status.languages),
    ...counted('Skipped', 'Reason', 'Files and folders', status.skipped),
    ...listed(
      'Left out',
      'No rule excludes these, and they could not be indexed.',
      status.leftOut,
      status.leftOutBesides,
    ),
    ...listed(
      'Set aside',
      'Their syntax could not be read, so they are searched by lines. They are tried again when they change, and by `Cairn: Rebuild Index`.',
      status.setAside,
    ),
    '',
  ].join('\n');
}

function phaseLine({ phase, files, filesDone, symbolsLeft }: EngineStatus): string {
  switch (phase) {
    case 'waiting-for-policy':
      return 'Waiting for the exclusion rules.';
    case 'no-folder':
      return 'No folder is open.';
    case 'paused':
      return 'Paused: only open files are indexed. `Cairn: Resume Indexing` goes on.';
    case 'indexing':
      if (filesDone < files || symbolsLeft === 0) return `Indexing: ${count(filesDone)} of ${count(files)} files.`;
      return `Every file can be searched. The symbols of ${count(symbolsLeft)} files are still being read.`;
    case 'ready':
      return 'Ready.';
  }
}

function counted(title: string, what: string, how: string, rows: Readonly<Record<string, number>>): readonly string[] {
  const sorted = Object.entries(rows).sort(([left, a], [right, b]) => b - a || left.localeCompare(right));
  if (sorted.length === 0) return [];
  const lines = sorted.map(([name, files]) => `| ${name.replaceAll('|', '\\|')} | ${count(files)} |`);
  return ['', `## ${title}`, '', `| ${what} | ${how} |`, '| --- | ---: |', ...lines];
}

function listed(title: string, meaning: string, files: readonly SetAsideFile[], besides = 0): readonly string[] {
  if (files.length === 0) return [];
  const lines = files.map(({ path, reason }) => `- ${asCode(path)}: ${reason}`);
  return ['', `## ${title}`, '', meaning, '', ...lines, ...(besides > 0 ? [`- and ${count(besides)} more`] : [])];
}

/** A path can hold line breaks and backticks. */
function asCode(path: string): string {
  const line = path.replace(/\s/g, ' ').replaceAll('`', '´');
  return `\`${line}\``;
}
