import type { ImportedName } from '../syntax';
import type { FileSignals, Strength } from '../workspace';
import type { ChunkLines } from './file-lists';

/** What is known of a file before its text. */
export interface FileDescription {
  readonly uri: string;
  /** Relative to its workspace folder, with `/`. */
  readonly path: string;
  /** Canonical URI of its workspace folder. */
  readonly folder: string;
  readonly languageId: string;
  readonly signals: FileSignals;
  readonly strength: Extract<Strength, 'free' | 'low-quality'>;
  /** What the disk said of the file when its text was read; absent for an editor's text, and when that says too little. */
  readonly stamp?: FileStamp;
  /** The `contentNumber` of the text. */
  readonly content?: number;
  /** The symbols are those of an earlier text, until this one is parsed. */
  readonly hasOldSymbols?: true;
  /** Present when the parser could not take the text. */
  readonly setAside?: SetAside;
}

/** Why a file has no symbols. */
export interface SetAside {
  /** A digest of the text; another text may be parsed. */
  readonly content: string;
  /** In words, without anything of the text. */
  readonly reason: string;
}

/** Equal stamps mean equal content. */
export interface FileStamp {
  readonly bytes: number;
  readonly modifiedMs: number;
}

export interface IndexedFile extends FileDescription {
  readonly lineCount: number;
  readonly chunks: readonly ChunkLines[];
  readonly imports: readonly ImportedName[];
  readonly importCount: number;
  readonly hasSyntax: boolean;
}

export interface FileHit {
  readonly file: IndexedFile;
  readonly score: number;
}

export interface ChunkInFile {
  readonly file: IndexedFile;
  /** Position of the chunk in its file. */
  readonly ordinal: number;
}

export interface ChunkPlace extends FileHit, ChunkInFile {}

export interface ChunkHit extends ChunkPlace {
  readonly chunk: ChunkLines;
}

export interface DefinitionHit extends FileHit {
  /** For `symbols.symbolOf`; valid until the index changes. */
  readonly row: number;
}
