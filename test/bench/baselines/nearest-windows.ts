import path from 'node:path';
import { languageFamily } from '../../../src/engine/retrieval/imports';
import { isCode, languageIdOf } from '../../../src/engine/syntax';
import { identifiersOf } from '../../../src/engine/text';
import { type ContextBaseline, linesBefore, SNIPPETS, type TextPiece, windowsOf } from './baseline';

const NEAREST_FILES = 20;

/** As assistants without an index do it: windows of the 20 files nearest by path, those first whose set of names is most like that of the last lines. */
export class NearestWindows implements ContextBaseline {
  private readonly texts = new Map<string, string>();

  put(file: string, text: string): void {
    this.texts.set(file, text);
  }

  remove(file: string): void {
    this.texts.delete(file);
  }

  context(file: string, prefix: string): Promise<TextPiece[]> {
    const wanted = new Set(identifiersOf(linesBefore(prefix)));
    const ranked = this.nearestFiles(file)
      .flatMap((other) => windowsOf(other, this.texts.get(other) ?? '').map((window) => ({ ...window, path: other })))
      .map((window) => ({ window, likeness: jaccard(wanted, new Set(identifiersOf(window.text))) }))
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, SNIPPETS);
    return Promise.resolve(ranked.map(({ window }) => window));
  }

  private nearestFiles(file: string): string[] {
    const family = languageFamily(languageIdOf(file));
    return [...this.texts.keys()]
      .filter((other) => {
        const languageId = languageIdOf(other);
        return other !== file && isCode(languageId) && languageFamily(languageId) === family;
      })
      .map((other) => ({ other, distance: distanceOf(file, other) }))
      .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
      .slice(0, NEAREST_FILES)
      .map(({ other }) => other);
  }
}

/** Steps from one file's folder to the other's. */
function distanceOf(a: string, b: string): number {
  const [left, right] = [path.posix.dirname(a).split('/'), path.posix.dirname(b).split('/')];
  let common = 0;
  while (common < left.length && left[common] === right[common]) common++;
  return left.length + right.length - 2 * common;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const name of a) if (b.has(name)) common++;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
