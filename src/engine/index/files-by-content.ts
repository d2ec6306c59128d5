import { grown } from './growing';
import type { FileDescription, IndexedFile } from './indexed-file';

const LEAST_CHAINS = 1 << 8;

/** Numbered files, as far as this table looks at them. */
export type NumberedFiles = readonly ({ readonly file: IndexedFile } | undefined)[];

/** What decides a file's symbols and how they are shown. */
type SymbolSource = Pick<FileDescription, 'content' | 'languageId' | 'strength'>;

/**
 * Finds a file whose symbols are those of another; of several the one that came last, and none once that is gone. The table is made when
 * it is first asked, and costs some bytes a file from then on.
 */
export class FilesByContent {
  /** Chains of files, each place one more than the next file's number. */
  private heads = new Uint32Array(0);
  private nexts = new Uint32Array(0);
  private count = 0;

  constructor(private readonly numbered: NumberedFiles) {}

  find(source: SymbolSource): IndexedFile | undefined {
    if (this.heads.length === 0) this.make();
    const number = this.numberOf(source);
    return number === undefined ? undefined : this.numbered[number]?.file;
  }

  /** The file of a number has come. */
  add(number: number): void {
    const file = this.numbered[number]?.file;
    if (file?.content === undefined || this.heads.length === 0) return;
    if (this.count >= this.heads.length) return this.make();
    const earlier = this.numberOf(file);
    if (earlier !== undefined) this.takeOut(earlier, file.content);
    if (number >= this.nexts.length) this.nexts = grown(this.nexts, number + 1);
    const chain = file.content % this.heads.length;
    this.nexts[number] = this.heads[chain] as number;
    this.heads[chain] = number + 1;
    this.count++;
  }

  /** The file of a number goes; it must still be there. */
  remove(number: number): void {
    const content = this.numbered[number]?.file.content;
    if (content !== undefined && this.heads.length > 0) this.takeOut(number, content);
  }

  private make(): void {
    const chains = Math.max(LEAST_CHAINS, 2 * this.numbered.length);
    this.heads = new Uint32Array(chains);
    this.nexts = new Uint32Array(chains);
    this.count = 0;
    for (let number = 0; number < this.numbered.length; number++) this.add(number);
  }

  private numberOf(source: SymbolSource): number | undefined {
    if (source.content === undefined) return undefined;
    let at = this.heads[source.content % this.heads.length] as number;
    while (at !== 0 && !isSame(this.numbered[at - 1]?.file, source)) at = this.nexts[at - 1] as number;
    return at === 0 ? undefined : at - 1;
  }

  private takeOut(number: number, content: number): void {
    const chain = content % this.heads.length;
    let before = 0;
    let at = this.heads[chain] as number;
    while (at !== 0 && at !== number + 1) {
      before = at;
      at = this.nexts[at - 1] as number;
    }
    if (at === 0) return;
    const next = this.nexts[number] as number;
    if (before === 0) this.heads[chain] = next;
    else this.nexts[before - 1] = next;
    this.count--;
  }
}

function isSame(one: SymbolSource | undefined, other: SymbolSource): boolean {
  return one?.content === other.content && one?.languageId === other.languageId && one?.strength === other.strength;
}
