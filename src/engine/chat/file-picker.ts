import type { ContextSource, SymbolHit } from '../retrieval';
import type { Mention } from './conversation';
import type { FileIndex } from './picker';

/** The fuzzy file index; a bundle of its own, loaded on the first `@`. */
function loadPicker(): Promise<typeof import('./picker')> {
  return import('./picker');
}

const maxFiles = 20_000;
const maxAgeMs = 15_000;

/** Owns the files offered after `@`: asks the context source for them and keeps the list for a short while. */
export class FilePicker {
  #index: FileIndex | undefined;
  #builtMs = 0;
  #building: Promise<FileIndex> | undefined;

  constructor(
    private readonly context: Pick<ContextSource, 'symbols'>,
    /** Milliseconds, never going back. */
    private readonly monotonic: () => number,
  ) {}

  /** Best first. Files with a URI in `preferred` come first while nothing is typed. */
  async suggest(text: string, limit: number, preferred: readonly string[] = []): Promise<readonly Mention[]> {
    const index = await this.#fresh();
    const found = index.search(text, text.trim() ? limit : index.size);
    const hits = found.length > 0 ? found : (await this.#ask(text, limit)).map(toMention);
    if (text.trim()) return hits.slice(0, limit);
    const rank = new Map(preferred.map((uri, position) => [uri, position]));
    const first = hits.filter((file) => rank.has(file.uri)).sort((a, b) => rank.get(a.uri)! - rank.get(b.uri)!);
    return [...first, ...hits.filter((file) => !rank.has(file.uri))].slice(0, limit);
  }

  /** Forgets the files, for instance because the policy changed. */
  forget(): void {
    this.#index = undefined;
    this.#building = undefined;
  }

  async #fresh(): Promise<FileIndex> {
    if (this.#index && this.monotonic() - this.#builtMs < maxAgeMs) return this.#index;
    this.#building ??= this.#build();
    const building = this.#building;
    try {
      const index = await building;
      if (this.#building === building) {
        this.#index = index;
        this.#builtMs = this.monotonic();
      }
      return index;
    } finally {
      if (this.#building === building) this.#building = undefined;
    }
  }

  async #build(): Promise<FileIndex> {
    const [{ buildFileIndex }, hits] = await Promise.all([loadPicker(), this.#ask('', maxFiles)]);
    return buildFileIndex(hits.map(toMention));
  }

  #ask(text: string, limit: number): Promise<readonly SymbolHit[]> {
    return this.context.symbols({ text, limit, want: 'file' });
  }
}

function toMention(hit: SymbolHit): Mention {
  return { uri: hit.uri, path: hit.path };
}
