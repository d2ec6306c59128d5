import type { CursorSearch } from './cursor-search';

const MAX_IMPORTED_FILES = 60;

interface ImportedFile {
  readonly direct: boolean;
  /** Nothing of what is imported from it is used yet. */
  readonly unused: boolean;
}

/** What the imports at the cursor bring in: the names themselves, and what else stands in the files they come from. */
export function addImports(search: CursorSearch): void {
  const { imports, isUsed } = search.cursor;
  const imported = new Map<string, ImportedFile>();
  const note = (uri: string, direct: boolean, unused: boolean) => {
    const known = imported.get(uri);
    if (!known && imported.size >= MAX_IMPORTED_FILES) return;
    imported.set(uri, { direct: direct || known?.direct === true, unused: unused || known?.unused === true });
  };
  for (const statement of imports.statements) {
    const { names, module } = statement;
    const uris = search.filesOf(statement);
    const within = new Set(uris);
    const locals = [...names.map(({ local }) => local), ...(module === '' ? [] : [module])];
    const unused = locals.length > 0 && !locals.some(isUsed);
    for (const uri of uris) note(uri, true, unused);
    for (const { name, local } of names) {
      const kind = isUsed(local) ? 'imported-used' : 'imported-unused';
      if (uris.length === 0 || !search.addName(name, kind, 1, within)) search.addName(name, kind, 1);
    }
    if (names.length === 0 && unused) search.addExports(uris, 'module-import');
  }
  if (search.family === 'c') for (const uri of filesOfSameStem(search)) note(uri, true, false);
  for (const [uri, { unused }] of [...imported]) {
    for (const next of search.handedOnBy(uri)) note(next, false, unused);
  }
  for (const [uri, { direct, unused }] of imported) {
    search.addExports([uri], direct ? 'imported-file' : 'indirect-import');
    if (direct && unused) search.addExports([uri], 'unused-import-file');
  }
}

/** The header of a source, and the other way round. */
function filesOfSameStem({ at, index }: CursorSearch): string[] {
  const stem = at.path.replace(/^.*\//, '').replace(/\..*$/, '');
  return index.paths.withStem(stem).filter((uri) => uri !== at.uri);
}
