export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Problem {
  /** One-based. */
  readonly line: number;
  readonly message: string;
}

export type Rule = (file: SourceFile) => Problem[];

export const proposedApi: Rule;
export const editorImports: Rule;
export const network: Rule;
export const editorModels: Rule;
export const effects: Rule;
export const folderOrder: Rule;
export const entrances: Rule;
export const fileSize: Rule;
export const machineTraces: Rule;
export const leftOutTests: Rule;
export const rules: readonly Rule[];
export function problemsOf(file: SourceFile): string[];
