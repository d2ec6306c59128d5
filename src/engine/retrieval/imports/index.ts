export { keepImports, readImports } from './import-statements';
export type { BoundName, ImportStatement, TextImports } from './import-statements';
export { familyFilter, languageFamily } from './language-family';
export { ProjectFiles } from './project-files';
export { resolveImport } from './resolve-import';
export type { Importer, ProjectFacts } from './resolve-import';
export { WorkspaceFiles } from './workspace-files';
