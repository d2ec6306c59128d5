import type { EngineStatus } from '../engine/retrieval';

const count = (value: number): string => value.toLocaleString('en');

/** Markdown of `Cairn: Index Status`. */
export function indexReport(status: EngineStatus): string {
  return [
    '# Index',
    '',
    phaseLine(status),
    '',
    `- Files: ${count(status.files)}`,
    `- Symbols: ${count(status.symbols)}`,
    `- Chunks: ${count(status.chunks)}`,
    ...section('Languages', 'Language', 'Files', status.languages),
    ...section('Skipped', 'Reason', 'Files and folders', status.skipped),
    ...setAside(status.setAside),
    '',
  ].join('\n');
}

function phaseLine({ phase, files, filesDone }: EngineStatus): string {
  switch (phase) {
    case 'waiting-for-policy':
      return 'Waiting for the exclusion rules.';
    case 'no-folder':
      return 'No folder is open.';
    case 'indexing':
      return `Indexing: ${count(filesDone)} of ${count(files)} files.`;
    case 'ready':
      return 'Ready.';
  }
}

function section(title: string, what: string, how: string, rows: Readonly<Record<string, number>>): readonly string[] {
  const sorted = Object.entries(rows).sort(([left, a], [right, b]) => b - a || left.localeCompare(right));
  if (sorted.length === 0) return [];
  const lines = sorted.map(([name, files]) => `| ${name.replaceAll('|', '\\|')} | ${count(files)} |`);
  return ['', `## ${title}`, '', `| ${what} | ${how} |`, '| --- | ---: |', ...lines];
}

function setAside(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  return [
    '',
    '## Set aside',
    '',
    'Their syntax could not be read; they are searched by lines.',
    '',
    ...paths.map((path) => `- \`${path}\``),
  ];
}
