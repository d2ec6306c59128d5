import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const LANGUAGES: Readonly<Record<string, string>> = {
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.tsx': 'typescriptreact',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.jsx': 'javascriptreact',
  '.py': 'python',
  '.go': 'go',
  '.java': 'java',
  '.rs': 'rust',
  '.c': 'c',
  '.h': 'c',
  '.cc': 'cpp',
  '.cpp': 'cpp',
  '.hpp': 'cpp',
};
const OTHERS_FOLDER = /(^|\/)(node_modules|vendor|third_party|dist|build|out|generated|__generated__)\//u;
const SKIPPED = new Set(['node_modules', 'dist', 'build', 'out', 'esm', 'cjs', 'umd', '.git']);
const GENERATED = /\.(d\.[cm]?ts|min\.[cm]?js)$/u;
const MAX_FILE_BYTES = 1_000_000;

export interface SourceFile {
  readonly path: string;
  readonly uri: string;
  readonly languageId: string;
}

/** Language of a hand-written source file, by its path; `undefined` for any other file. */
export function languageOfPath(file: string): string | undefined {
  return GENERATED.test(file) || OTHERS_FOLDER.test(file) ? undefined : LANGUAGES[path.extname(file)];
}

/** Hand-written source files below `root`, in a stable order; compiled output and declarations are left out. */
export function sourceFiles(root: string): SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) walk(file);
        continue;
      }
      const languageId = LANGUAGES[path.extname(entry.name)];
      if (languageId === undefined || GENERATED.test(entry.name) || statSync(file).size > MAX_FILE_BYTES) continue;
      found.push({ path: file, uri: `file://${file}`, languageId });
    }
  };
  walk(root);
  return found;
}

export function readSource(file: SourceFile): string {
  return readFileSync(file.path, 'utf8').replaceAll('\r\n', '\n');
}

/** True for lines a person would type as such: 4 to 160 characters that are not punctuation alone. */
export function isTyped(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= 4 && trimmed.length <= 160 && /[\p{L}\p{N}]/u.test(trimmed);
}

/**
 * For each file the others that repeat more than half of its distinct lines: copies and compiled twins, which would make
 * the lines typed known beforehand.
 */
export function nearCopies(
  files: readonly SourceFile[],
  wanted: ReadonlySet<SourceFile>,
): Map<SourceFile, SourceFile[]> {
  const wantedLines = new Map<string, SourceFile[]>();
  const sizes = new Map<SourceFile, number>();
  for (const file of wanted) {
    const lines = distinctLines(file);
    sizes.set(file, lines.size);
    for (const line of lines) wantedLines.set(line, [...(wantedLines.get(line) ?? []), file]);
  }
  const copies = new Map<SourceFile, SourceFile[]>();
  for (const other of files) {
    const shared = new Map<SourceFile, number>();
    for (const line of distinctLines(other)) {
      for (const file of wantedLines.get(line) ?? []) shared.set(file, (shared.get(file) ?? 0) + 1);
    }
    for (const [file, count] of shared) {
      if (file === other || count * 2 <= (sizes.get(file) ?? 0)) continue;
      copies.set(file, [...(copies.get(file) ?? []), other]);
    }
  }
  return copies;
}

function distinctLines(file: SourceFile): Set<string> {
  return new Set(
    readSource(file)
      .split('\n')
      .filter(isTyped)
      .map((line) => line.trim()),
  );
}
