import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { languageFamily } from '../../../src/engine/retrieval/imports';
import { isCode, languageIdOf } from '../../../src/engine/syntax';
import { identifiersOf } from '../../../src/engine/text';

const WINDOW_LINES = 60;
const NEAREST_FILES = 20;
const SNIPPETS = 20;

interface Window {
  readonly path: string;
  /** One-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
}

/**
 * The baseline of context for a completion, as assistants without an index do it: windows of 60 lines of the 20 files nearest by path,
 * those first whose set of names is most like that of the last 60 lines.
 */
export function similarWindows(root: string, file: string, prefix: string): Window[] {
  const wanted = new Set(identifiersOf(prefix.split('\n').slice(-WINDOW_LINES).join('\n')));
  return nearestFiles(root, file)
    .flatMap((other) => windowsOf(root, other))
    .map((window) => ({ window, likeness: jaccard(wanted, new Set(identifiersOf(window.text))) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, SNIPPETS)
    .map(({ window }) => window);
}

function nearestFiles(root: string, file: string): string[] {
  const family = languageFamily(languageIdOf(file));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((other) => other.replaceAll('\\', '/'))
    .filter((other) => {
      const languageId = languageIdOf(other);
      return other !== file && isCode(languageId) && languageFamily(languageId) === family;
    })
    .map((other) => ({ other, distance: distanceOf(file, other) }))
    .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
    .slice(0, NEAREST_FILES)
    .map(({ other }) => other);
}

/** Steps from one file's folder to the other's. */
function distanceOf(a: string, b: string): number {
  const [left, right] = [path.posix.dirname(a).split('/'), path.posix.dirname(b).split('/')];
  let common = 0;
  while (common < left.length && left[common] === right[common]) common++;
  return left.length + right.length - 2 * common;
}

function windowsOf(root: string, file: string): Window[] {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
  const windows: Window[] = [];
  for (let start = 0; start < lines.length; start += WINDOW_LINES) {
    const text = lines.slice(start, start + WINDOW_LINES).join('\n');
    windows.push({ path: file, startLine: start + 1, endLine: Math.min(lines.length, start + WINDOW_LINES), text });
  }
  return windows;
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const name of a) if (b.has(name)) common++;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
