import path from 'node:path';
import { Parser } from 'web-tree-sitter';
import { grammarFilesIn, languageOf } from '../../../src/engine/syntax';
import { extract } from '../../../src/engine/syntax/extract';
import { LoadedGrammars } from '../../../src/engine/syntax/loaded-grammars';
import { nestingProblem } from '../../../src/engine/syntax/parse-limits';
import { readSource } from '../keyword/documents';
import type { SourceFile } from '../keyword/source-files';
import { type Agreement, agreement, noAgreement, sum } from './agreement';
import { ctagsOf, hasCtags } from './ctags';
import { navigationNames } from './navigation-tree';
import { bare, type Named, referenceOf } from './reference';

export interface Comparison {
  readonly files: number;
  readonly cairn: Agreement;
  /** Undefined when Universal Ctags is not installed. */
  readonly ctags: Agreement | undefined;
  /** Against the compiler's navigation tree, for TypeScript only. */
  readonly navigation: Agreement | undefined;
}

export interface Comparisons {
  readonly byLanguage: ReadonlyMap<string, Comparison>;
  /** How many languages with a grammar had a file, also those that are not compared. */
  readonly languages: number;
}

/** Called with each definition that only one side has. */
export type Differences = (file: string, side: 'missing' | 'extra', named: Named) => void;

const typescript = new Set(['typescript', 'typescriptreact']);

/** Compares the definitions of Cairn with a complete walk of each file's tree, by language; every file parses without an error. */
export async function compareDefinitions(
  files: readonly SourceFile[],
  most: number,
  differences?: Differences,
): Promise<Comparisons> {
  const grammars = new LoadedGrammars(grammarFilesIn(path.resolve('dist/grammars')));
  const navigation = navigationNames();
  const byLanguage = new Map<string, SourceFile[]>();
  for (const file of files) {
    const languageId = languageOf(file.path, readSource(file)?.slice(0, 20_000));
    if (languageId !== undefined) byLanguage.set(languageId, [...(byLanguage.get(languageId) ?? []), file]);
  }
  const withCtags = hasCtags();
  const compared = new Map<string, Comparison>();
  for (const [languageId, all] of [...byLanguage].sort(([a], [b]) => a.localeCompare(b))) {
    const sample = evenly(all, most);
    const tags = withCtags ? ctagsOf(sample.map(({ file }) => file)) : undefined;
    let comparison: Comparison = { files: 0, cairn: noAgreement, ctags: undefined, navigation: undefined };
    for (const file of sample) {
      const found = await definitionsIn(grammars, languageId, file);
      if (found === undefined) continue;
      const { reference, own, text } = found;
      tell(file.path, reference, own, differences);
      comparison = {
        files: comparison.files + 1,
        cairn: sum(comparison.cairn, agreement(reference, own)),
        ctags: tags && sum(comparison.ctags ?? noAgreement, agreement(reference, tags.get(file.file) ?? [])),
        navigation: typescript.has(languageId)
          ? sum(comparison.navigation ?? noAgreement, agreement(navigation(file.file, text), own))
          : undefined,
      };
    }
    if (comparison.files > 0) compared.set(languageId, comparison);
  }
  grammars.dispose();
  return { byLanguage: compared, languages: byLanguage.size };
}

async function definitionsIn(
  grammars: LoadedGrammars,
  languageId: string,
  file: SourceFile,
): Promise<{ reference: Named[]; own: Named[]; text: string } | undefined> {
  const text = readSource(file);
  const loaded = await grammars.get(languageId);
  if (text === undefined || loaded === undefined || nestingProblem(loaded.grammar.languageId, text) !== undefined)
    return undefined;
  const parser = new Parser().setLanguage(loaded.language);
  const tree = parser.parse(text);
  parser.delete();
  if (tree === null) return undefined;
  try {
    if (tree.rootNode.hasError) return undefined;
    const reference = referenceOf(languageId, tree);
    if (reference === undefined) return undefined;
    const own = extract(languageId, loaded, tree, text).symbols.map(({ name, nameLine }) => ({
      name: bare(name),
      line: nameLine,
    }));
    return { reference, own, text };
  } finally {
    tree.delete();
  }
}

function tell(file: string, reference: readonly Named[], own: readonly Named[], differences?: Differences): void {
  if (differences === undefined) return;
  const key = ({ name, line }: Named): string => `${line} ${name}`;
  const wanted = new Set(reference.map(key));
  const found = new Set(own.map(key));
  for (const named of reference) if (!found.has(key(named))) differences(file, 'missing', named);
  for (const named of own) if (!wanted.has(key(named))) differences(file, 'extra', named);
}

function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, index) => all[Math.floor((index * all.length) / most)] as T);
}
