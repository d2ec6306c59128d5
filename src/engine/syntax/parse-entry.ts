/** What a text is parsed for: its symbols, the uses of names, or the tree of an open document. */
export type ParsePurpose = 'syntax' | 'references' | 'document';

/** A text under parse. */
export interface ParseEntry {
  readonly purpose: ParsePurpose;
  /** Digest of the text; nothing else of the file is written down. */
  readonly content: string;
  /** By what rules it is parsed; under others another end may come of it. */
  readonly rules: string;
}

const PURPOSES: Readonly<Record<string, ParsePurpose>> = { s: 'syntax', r: 'references', d: 'document' };
const PATTERN = /^parsing 1 ([srd]) ([0-9a-f]{32}) ([0-9a-f]{32})\n$/;

/** As many bytes as every entry has. */
export const noEntry: Uint8Array = Buffer.from(`parsing 1 - ${'0'.repeat(32)} ${'0'.repeat(32)}\n`);

export function entryBytes({ purpose, content, rules }: ParseEntry): Uint8Array {
  return Buffer.from(`parsing 1 ${purpose.charAt(0)} ${content} ${rules}\n`);
}

/** Undefined when the bytes are no entry, whatever they are. */
export function readEntry(bytes: Uint8Array): ParseEntry | undefined {
  const [, letter, content, rules] = PATTERN.exec(Buffer.from(bytes).toString('latin1')) ?? [];
  const purpose = letter && PURPOSES[letter];
  return purpose && content && rules ? { purpose, content, rules } : undefined;
}
