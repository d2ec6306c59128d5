import type { TokenCode, Vocabulary } from './vocabulary';

const MOST_FILES = 16;
const MOST_TOKENS = 50_000;

/**
 * What files under edit were before, for these files alone: the version that an edit first replaced, of the files edited last.
 * Whoever types a line again that was there gets it offered.
 */
export class EarlierVersions {
  private versions = new Map<string, Uint32Array>();

  constructor(private readonly vocabulary: Vocabulary) {}

  get(uri: string): Uint32Array | undefined {
    return this.versions.get(uri);
  }

  /** Keeps the version unless an earlier one is kept already. */
  keep(uri: string, codes: Uint32Array): void {
    const version = this.versions.get(uri) ?? codes;
    if (version.length > MOST_TOKENS || version.length === 0) return;
    if (version === codes) for (const code of codes) this.vocabulary.retain(code);
    this.versions.delete(uri);
    this.versions.set(uri, version);
    const oldest = this.versions.keys().next().value;
    if (this.versions.size > MOST_FILES && oldest !== undefined) this.forget(oldest);
  }

  forget(uri: string): void {
    const codes: ArrayLike<TokenCode> = this.versions.get(uri) ?? [];
    for (let i = 0; i < codes.length; i++) this.vocabulary.release(codes[i] ?? 0);
    this.versions.delete(uri);
  }
}
