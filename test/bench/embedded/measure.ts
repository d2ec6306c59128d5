import { EmbeddedModel, type Strategy } from '../../../src/engine/models/embedded';
import type { PositionKind, TypedLine } from './positions';
import { nearCopies, readSource, type SourceFile } from './sources';

/** What was predicted at one position. */
export interface Outcome {
  readonly kind: PositionKind;
  readonly line: number;
  readonly restLength: number;
  readonly confidence: number;
  /** It was the whole rest of the line. */
  readonly exact: boolean;
  /** It was how the line goes on, up to the end of a word or a sign at least. */
  readonly kept: boolean;
  /** Only when asked for. */
  readonly candidates?: readonly { readonly features: readonly number[]; readonly exact: boolean }[];
}

export interface Learned {
  readonly model: EmbeddedModel;
  readonly residentMb: number;
  readonly processMb: number;
  readonly learnSeconds: number;
}

/** Learns all files one after the other and says what that costs in resident memory, rubbish collected before and after. */
export function learnAll(files: readonly SourceFile[]): Learned {
  const before = residentBytes();
  const started = performance.now();
  const model = new EmbeddedModel();
  for (const file of files) model.learn(file.uri, readSource(file), file.languageId);
  const learnSeconds = (performance.now() - started) / 1000;
  const after = residentBytes();
  return { model, residentMb: (after - before) / 1e6, processMb: after / 1e6, learnSeconds };
}

function residentBytes(): number {
  for (let i = 0; i < 4; i++) globalThis.gc?.();
  return process.memoryUsage.rss();
}

export interface Typed {
  readonly outcomes: readonly Outcome[];
  readonly predictMs: readonly number[];
  readonly forgetMs: readonly number[];
  readonly learnMs: readonly number[];
}

/** Types the lines with each line's own file and its near copies forgotten. */
export function typeLines(
  model: EmbeddedModel,
  files: readonly SourceFile[],
  lines: readonly TypedLine[],
  strategy: Strategy,
  withCandidates = false,
): Typed {
  const outcomes: Outcome[] = [];
  const predictMs: number[] = [];
  const forgetMs: number[] = [];
  const learnMs: number[] = [];
  const copies = nearCopies(files, new Set(lines.map((line) => line.file)));
  const timed = (into: number[], work: () => void): void => {
    const started = performance.now();
    work();
    into.push(performance.now() - started);
  };
  lines.forEach((line, index) => {
    const hidden = [line.file, ...(copies.get(line.file) ?? [])];
    if (lines[index - 1]?.file !== line.file) {
      for (const file of hidden) timed(forgetMs, () => model.forget(file.uri));
    }
    for (const { kind, prefix, suffix, rest } of line.positions) {
      const query = { uri: line.file.uri, languageId: line.file.languageId, prefix, suffix };
      if (withCandidates) {
        const found = model.candidates(query, strategy);
        const candidates = found.map(({ text, features }) => ({ features, exact: text === rest }));
        outcomes.push({
          kind,
          line: index,
          restLength: rest.length,
          confidence: 0,
          exact: false,
          kept: false,
          candidates,
        });
        continue;
      }
      let prediction: ReturnType<EmbeddedModel['predict']>;
      timed(predictMs, () => {
        prediction = model.predict(query, strategy);
      });
      const text = prediction?.text ?? '';
      const exact = text === rest;
      const kept = goesOnWith(rest, text);
      const confidence = prediction?.confidence ?? 0;
      outcomes.push({ kind, line: index, restLength: rest.length, confidence, exact, kept });
    }
    if (lines[index + 1]?.file !== line.file) {
      for (const file of hidden) {
        const text = readSource(file);
        timed(learnMs, () => model.learn(file.uri, text, file.languageId));
      }
    }
  });
  return { outcomes, predictMs, forgetMs, learnMs };
}

function goesOnWith(rest: string, text: string): boolean {
  const cutsWord = /[\p{L}\p{N}_$]{2}/u.test(text.slice(-1) + rest.slice(text.length, text.length + 1));
  return text !== '' && rest.startsWith(text) && !cutsWord;
}
