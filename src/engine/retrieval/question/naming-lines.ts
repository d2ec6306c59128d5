import type { IndexedFile, WorkspaceIndex } from '../../index';
import { codeOfLines, type Reference, type ReferenceKind, type SyntaxParser } from '../../syntax';
import { isImportLine, wholeNames } from '../../text';
import { atMost } from '../at-most';
import type { DocumentText } from '../document-texts';
import type { AskedUse } from './asked-uses';

/** A question waits so long for trees, in milliseconds; a worker that has to start and to load a grammar needs a few hundred. */
const LONGEST_WAIT_MS = 1_000;

/** How well lines answer: used in the way that was asked for, used otherwise, named in imports, comments and strings alone. */
export type Fit = 'as-asked' | 'otherwise' | 'mentioned';

/** Lines of a file that have one of the names and do not define it. */
export interface NamingLines {
  readonly fit: Fit;
  /** Zero-based, ascending. */
  readonly lines: readonly number[];
}

export interface NamingDocument {
  readonly file: IndexedFile;
  readonly document: DocumentText;
}

/**
 * What trees say of the uses of names in some documents, in their order; undefined for a document without a tree, for one that the
 * parser could not take, and for one that takes too long.
 */
export async function referencesIn(
  parser: Pick<SyntaxParser, 'references'>,
  documents: readonly NamingDocument[],
  names: readonly string[],
): Promise<readonly (readonly Reference[] | undefined)[]> {
  const found: (readonly Reference[] | undefined)[] = documents.map(() => undefined);
  const readAll = documents.map(async ({ file, document }, at): Promise<void> => {
    if (!file.hasSyntax) return;
    found[at] = await parser.references(file.languageId, document.text, names).catch(() => undefined);
  });
  await atMost(
    Promise.all(readAll).then(() => undefined),
    LONGEST_WAIT_MS,
  );
  return found;
}

/** The lines of a document to show for what was asked, the best fit alone; by spelling where there are no references. Undefined without any. */
export function namingLines(
  index: WorkspaceIndex,
  naming: NamingDocument,
  asked: readonly AskedUse[],
  references: readonly Reference[] | undefined,
): NamingLines | undefined {
  return references === undefined ? linesBySpelling(index, naming, asked) : linesByTree(naming, asked, references);
}

function linesByTree(
  { document }: NamingDocument,
  asked: readonly AskedUse[],
  references: readonly Reference[],
): NamingLines | undefined {
  const kindOf = new Map(asked.map(({ name, kind }) => [name, kind]));
  const isAsked = ({ name, kind }: Reference): boolean => isAskedFor(kindOf.get(name), kind);
  const asAsked = linesOf(references.filter(isAsked));
  if (asAsked.length > 0) return { fit: 'as-asked', lines: asAsked };
  const otherwise = linesOf(references.filter(({ kind }) => kind !== 'import'));
  if (otherwise.length > 0) return { fit: 'otherwise', lines: otherwise };
  const lines = linesNaming(document, patternOf(asked));
  return lines.length > 0 ? { fit: 'mentioned', lines } : undefined;
}

function isAskedFor(asked: ReferenceKind | undefined, kind: ReferenceKind): boolean {
  return asked === undefined ? kind !== 'import' : kind === asked;
}

function linesOf(references: readonly Reference[]): number[] {
  return [...new Set(references.map(({ line }) => line))];
}

function linesBySpelling(
  index: WorkspaceIndex,
  { file, document }: NamingDocument,
  asked: readonly AskedUse[],
): NamingLines | undefined {
  const own = new Set([file.uri]);
  const defining = new Set(
    asked.flatMap(({ name }) => index.symbols.definitionsIn(name, own).map(({ symbol }) => symbol.nameLine)),
  );
  const pattern = patternOf(asked);
  const lines = linesNaming(document, pattern).filter((line) => !defining.has(line));
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const code = codeOfLines(document.lines.slice(0, last + 1), file.languageId);
  const uses = lines.filter((at) => pattern.test(code[at] as string) && !isImportLine(document.lines[at] as string));
  return uses.length > 0 ? { fit: 'as-asked', lines: uses } : { fit: 'mentioned', lines };
}

function patternOf(asked: readonly AskedUse[]): RegExp {
  return wholeNames(asked.map(({ name }) => name));
}

function linesNaming(document: DocumentText, pattern: RegExp): number[] {
  return document.lines.flatMap((line, at) => (pattern.test(line) ? [at] : []));
}
