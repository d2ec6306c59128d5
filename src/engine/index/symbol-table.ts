import type { SymbolDefinition } from '../syntax';

export interface Definition {
  readonly uri: string;
  readonly symbol: SymbolDefinition;
}

const PREFIX_LENGTH = 2;

/** Which definitions a name has, across files. */
export class SymbolTable {
  private readonly byName = new Map<string, Definition[]>();
  private readonly byFile = new Map<string, readonly SymbolDefinition[]>();
  private readonly byPrefix = new Map<string, Set<string>>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Replaces what is known of a file. */
  put(uri: string, symbols: readonly SymbolDefinition[]): void {
    this.remove(uri);
    this.byFile.set(uri, symbols);
    this.count += symbols.length;
    for (const symbol of symbols) {
      const definitions = this.byName.get(symbol.name);
      if (definitions) definitions.push({ uri, symbol });
      else {
        this.byName.set(symbol.name, [{ uri, symbol }]);
        this.prefixSet(symbol.name).add(symbol.name);
      }
    }
  }

  remove(uri: string): void {
    const symbols = this.byFile.get(uri);
    if (!symbols) return;
    this.byFile.delete(uri);
    this.count -= symbols.length;
    for (const name of new Set(symbols.map((symbol) => symbol.name))) {
      const left = (this.byName.get(name) ?? []).filter((definition) => definition.uri !== uri);
      if (left.length > 0) this.byName.set(name, left);
      else {
        this.byName.delete(name);
        this.dropPrefix(name);
      }
    }
  }

  /** Definitions of exactly this name. */
  definitionsOf(name: string): readonly Definition[] {
    return this.byName.get(name) ?? [];
  }

  /** Definitions in one file, in the order of the file. */
  symbolsIn(uri: string): readonly SymbolDefinition[] {
    return this.byFile.get(uri) ?? [];
  }

  /** Names that begin with `prefix`, whatever the case, in no particular order. A prefix of one letter or none scans all names. */
  *namesWithPrefix(prefix: string): IterableIterator<string> {
    const wanted = prefix.toLowerCase();
    const candidates =
      wanted.length >= PREFIX_LENGTH ? (this.byPrefix.get(wanted.slice(0, PREFIX_LENGTH)) ?? []) : this.byName.keys();
    for (const name of candidates) if (name.toLowerCase().startsWith(wanted)) yield name;
  }

  names(): IterableIterator<string> {
    return this.byName.keys();
  }

  private prefixSet(name: string): Set<string> {
    const prefix = name.slice(0, PREFIX_LENGTH).toLowerCase();
    const known = this.byPrefix.get(prefix);
    if (known) return known;
    const fresh = new Set<string>();
    this.byPrefix.set(prefix, fresh);
    return fresh;
  }

  private dropPrefix(name: string): void {
    const prefix = name.slice(0, PREFIX_LENGTH).toLowerCase();
    const names = this.byPrefix.get(prefix);
    names?.delete(name);
    if (names?.size === 0) this.byPrefix.delete(prefix);
  }
}
