import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileSyntax, SyntaxParser } from '../../../src/engine/syntax';

const MAX_OUTPUT_BYTES = 1 << 30;
const LARGEST_FILE_BYTES = 1_000_000;

/** A git repository read object by object; nothing is checked out. */
export class Repository {
  constructor(private readonly directory: string) {}

  /** The clone of `owner/name` below `clones`, in any of the layouts that the grounding benchmark takes. */
  static find(clones: string, name: string): Repository {
    const [owner = '', repo = ''] = name.split('/');
    const places = [`${owner}+${repo}`, name].flatMap((place) => [place, `${place}.git`]);
    for (const place of places.map((each) => path.join(clones, each))) {
      const inside = existsSync(place) ? readdirSync(place).map((entry) => path.join(place, entry)) : [];
      const found = [path.join(place, '.git'), place, ...inside].find((each) => existsSync(path.join(each, 'objects')));
      if (found) return new Repository(found);
    }
    throw new Error(`There is no git repository of ${name} below ${clones}.`);
  }

  /** Path → blob of a commit's files of moderate size. */
  files(commit: string): Map<string, string> {
    const files = new Map<string, string>();
    for (const entry of this.git(['ls-tree', '-r', '-l', '-z', commit]).toString('utf8').split('\0')) {
      const [, kind, blob, size, file] = /^\d+ (\w+) (\w+) +(\d+|-)\t([\s\S]+)$/.exec(entry) ?? [];
      if (kind === 'blob' && blob && file && Number(size) <= LARGEST_FILE_BYTES) files.set(file, blob);
    }
    return files;
  }

  commitTimes(commits: readonly string[]): Map<string, number> {
    const lines = this.git(['show', '-s', '--format=%H %ct', ...new Set(commits)])
      .toString('utf8')
      .trim()
      .split('\n');
    return new Map(lines.map((line) => [line.slice(0, 40), Number(line.slice(41))]));
  }

  /** A commit and its ancestors without merges, newest first. */
  ancestors(commit: string, count: number): string[] {
    return this.git(['rev-list', '--no-merges', '-n', String(count), commit])
      .toString('utf8')
      .trim()
      .split('\n');
  }

  /** Texts of blobs, in order. */
  texts(blobs: readonly string[]): string[] {
    if (blobs.length === 0) return [];
    const output = this.git(['cat-file', '--batch'], `${blobs.join('\n')}\n`);
    const texts: string[] = [];
    let at = 0;
    while (texts.length < blobs.length) {
      const end = output.indexOf(10, at);
      const size = Number(output.toString('latin1', at, end).split(' ')[2]);
      texts.push(output.toString('utf8', end + 1, end + 1 + size));
      at = end + 2 + size;
    }
    return texts;
  }

  private git(args: readonly string[], input?: string): Buffer {
    const options = { maxBuffer: MAX_OUTPUT_BYTES, ...(input === undefined ? {} : { input }) };
    return execFileSync('git', ['--git-dir', this.directory, ...args], options);
  }
}

/** A parser that keeps what it found in a folder, so that a second run need not parse. */
export function cachedParser(parser: SyntaxParser, folder: string): SyntaxParser {
  mkdirSync(folder, { recursive: true });
  return {
    async parse(languageId, text) {
      const file = path.join(folder, createHash('sha1').update(`${languageId}\n${text}`).digest('hex'));
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as FileSyntax;
      const syntax = await parser.parse(languageId, text);
      if (syntax) writeFileSync(file, JSON.stringify(syntax));
      return syntax;
    },
    references: () => Promise.resolve(undefined),
    dispose: () => parser.dispose(),
  };
}
