import type { PromptPart } from '../prompt';
import type { Sendable } from '../sendable';
import { commented } from './comment-syntax';
import type { FimInput } from './fim-templates';

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
