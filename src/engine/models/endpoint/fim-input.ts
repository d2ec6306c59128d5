import type { PromptPart } from '../prompt';
import type { Sendable } from '../sendable';
import { commented } from './comment-syntax';

/** A file excerpt that goes before the current file. */
export interface FimFile {
  readonly path: string;
  readonly text: string;
  readonly languageId: string;
}

export interface FimInput {
  /** In the order in which they are to stand. */
  readonly files: readonly FimFile[];
  /** Path and language of the current file. */
  readonly path: string;
  readonly languageId: string;
  readonly prefix: string;
  readonly suffix: string;
}

const isContext = (part: PromptPart): boolean =>
  part.slot === 'chunk' || part.slot === 'edit' || part.slot === 'signature' || part.slot === 'mention';

/** The excerpts, prefix and suffix that the gate let through, in the order of the parts. */
export function fimInput(prompt: Sendable): FimInput {
  const of = (slot: PromptPart['slot']): readonly PromptPart[] => prompt.parts.filter((part) => part.slot === slot);
  const textOf = (slot: PromptPart['slot']): string =>
    of(slot)
      .map((part) => part.text)
      .join('');
  const current = of('prefix')[0] ?? of('suffix')[0];
  const languageId = current?.languageId ?? '';
  return {
    files: prompt.parts
      .filter(isContext)
      .map((part) => ({ path: part.path ?? 'excerpt', text: part.text, languageId: part.languageId ?? languageId })),
    path: current?.path ?? 'current',
    languageId,
    prefix: textOf('prefix'),
    suffix: textOf('suffix'),
  };
}

/** The prefix with the excerpts before it as comments of its language, for endpoints that know no files. */
export function prefixWithComments({ files, path, languageId, prefix }: FimInput): string {
  if (files.length === 0) return prefix;
  const notes = files.map((file) => commented(`${file.path}\n${file.text}`, languageId)).join('\n');
  return `${notes}\n${commented(path, languageId)}${prefix}`;
}

/** The prefix with the excerpts before it, as Codestral is used to see files. */
export function prefixWithFiles({ files, path, prefix }: FimInput): string {
  if (files.length === 0) return prefix;
  const before = files.map((file) => `+++++ ${file.path}\n${endedWithBreak(file.text)}\n`).join('');
  return `${before}+++++ ${path}\n${prefix}`;
}

export const endedWithBreak = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
