import { readFileSync } from 'node:fs';
import { decodeText, identifiersOf, tokensOfIdentifier } from '../../../src/engine/text';
import type { SourceFile } from './source-files';

const CHUNK_LINES = 60;

/** What the peers get of one document: search terms, in order, with repeats. */
export interface PeerDocument {
  readonly body: readonly string[];
  readonly directory: readonly string[];
  readonly base: readonly string[];
}

/** Text of a source file; undefined for a binary or empty one. Every engine reads this way. */
export function readSource(file: SourceFile): string | undefined {
  const decoded = decodeText(readFileSync(file.file));
  return decoded.kind === 'text' && decoded.text.trim() !== '' ? decoded.text : undefined;
}

/** Splits text into Cairn's terms, each distinct identifier once, so that peers do not pay for a slow tokenizer. */
export class PeerTokenizer {
  private readonly known = new Map<string, readonly string[]>();

  /** A file as one document, and each of its runs of 60 lines as another. */
  documentsOf(path: string, text: string): { file: PeerDocument; chunks: PeerDocument[] } {
    const slash = path.lastIndexOf('/');
    const directory = this.termsOf(path.slice(0, slash + 1));
    const base = this.termsOf(path.slice(slash + 1).replace(/\.[^.]+$/, ''));
    const lines = text.split('\n');
    const chunks: PeerDocument[] = [];
    const whole: string[] = [];
    for (let at = 0; at < lines.length; at += CHUNK_LINES) {
      const body = this.termsOf(lines.slice(at, at + CHUNK_LINES).join('\n'));
      for (const term of body) whole.push(term);
      chunks.push({ body, directory, base });
    }
    return { file: { body: whole, directory, base }, chunks };
  }

  private termsOf(text: string): string[] {
    const terms: string[] = [];
    for (const name of identifiersOf(text)) {
      let parts = this.known.get(name);
      if (!parts) {
        parts = name.length > 80 ? [] : tokensOfIdentifier(name);
        this.known.set(name, parts);
      }
      for (const part of parts) terms.push(part);
    }
    return terms;
  }
}
