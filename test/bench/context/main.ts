import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtEngineFiles, openFolder } from '../../../src/cli/open-folder';
import { defaultChatBudget } from '../../../src/engine/chat/budget';
import { defaultCompletionSettings } from '../../../src/engine/completion';
import { newTraceId, nodeHost } from '../../../src/engine/host';
import type { LocalContext, Retrieval } from '../../../src/engine/retrieval';
import { uriToPath } from '../../../src/engine/text';
import { type Options, readOptions } from './options';
import {
  afterTyping,
  asOnDisk,
  beforeTyping,
  drawLines,
  drawQuestions,
  type IndexedFile,
  type Line,
  type TextAtCursor,
} from './samples';
import { typeLines } from './typed-lines';

/** Lines that are typed key by key. */
const TYPED_LINES = 60;
/** Milliseconds between two requests: less than most people need for a key, and far less than for a line. */
const TYPING_MS = 100;

/**
 * How a line comes into a document before the next one is begun: it is typed, asked for at its last key, and the line break follows at once or
 * after a rest; or it is put in as a whole.
 */
const WAYS = ['typed', 'rested', 'pasted'] as const;
type Way = (typeof WAYS)[number];

/** What comes before a question: the one before, or a rest. */
const PAUSES = ['none', 'rest'] as const;
type Pause = (typeof PAUSES)[number];

const host = nodeHost();

interface Timed {
  readonly ms: number;
  readonly timings: Retrieval['timings'];
  readonly retrieval: Retrieval;
}

async function main(): Promise<void> {
  const options = await readOptions(process.argv.slice(2));
  const loadBefore = loadavg()[0] ?? 0;
  const files: IndexedFile[] = [];
  let units = 0;
  const begun = performance.now();
  const folder = await openFolder(options.root, await builtEngineFiles(path.resolve('dist')), host, {
    fileIndexed(uri, text, languageId, strength) {
      units += text.length;
      const file = uriToPath(uri);
      if (strength === 'free' && file !== undefined && languageId !== 'plaintext')
        files.push({ path: file, uri, languageId });
    },
    fileRemoved() {},
  });
  try {
    await folder.context.whenReady();
    const seconds = (performance.now() - begun) / 1000;
    const status = await folder.context.status();
    const corpusMb = units / 1e6;
    console.log(
      `${options.root}: ${status.files} files, ${corpusMb.toFixed(1)} MB of text, ${status.chunks} chunks, indexed in ${seconds.toFixed(1)} s; seed ${options.seed}`,
    );
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    await measure(folder.context, files, options, { corpus_mb: corpusMb, files: status.files }, loadBefore);
  } finally {
    folder.dispose();
  }
}

async function measure(
  context: LocalContext,
  files: readonly IndexedFile[],
  options: Options,
  corpus: Readonly<Record<string, number>>,
  loadBefore: number,
): Promise<void> {
  const lines = drawLines(files, options.positions, options.seed);
  const questions = drawQuestions(files, options.questions, options.seed);
  // The first round is not counted: it loads grammars and warms the code.
  const firsts: Timed[][] = [];
  const completions: Record<Way, Timed[][]> = { typed: [], rested: [], pasted: [] };
  const answers: Record<Pause, Timed[][]> = { none: [], rest: [] };
  for (let round = 0; round <= options.repeats; round++) {
    const opened: Timed[] = [];
    const completed: Record<Way, Timed[]> = { typed: [], rested: [], pasted: [] };
    for (const [at, line] of lines.entries()) {
      const way = WAYS[(at + round) % WAYS.length] as Way;
      opened.push(await completion(context, beforeTyping(line)));
      completed[way].push(await nextLine(context, line, way));
    }
    const answered: Record<Pause, Timed[]> = { none: [], rest: [] };
    for (const [which, rest] of PAUSES.entries()) {
      for (const text of questions.filter((_, at) => (at + round) % PAUSES.length === which)) {
        if (rest === 'rest') await pause(TYPING_MS);
        answered[rest].push(await answer(context, text));
      }
    }
    if (round === 0) continue;
    firsts.push(opened);
    for (const way of WAYS) completions[way].push(completed[way]);
    for (const rest of PAUSES) answers[rest].push(answered[rest]);
  }
  const typed = await typeLines(
    context,
    lines.slice(0, TYPED_LINES),
    (source, cursor) => completion(source, asOnDisk(cursor)),
    TYPING_MS,
  );
  const figures = {
    completion_p50_ms: medianOf(completions.typed, 0.5),
    completion_p95_ms: medianOf(completions.typed, 0.95),
    completion_rested_p50_ms: medianOf(completions.rested, 0.5),
    completion_rested_p95_ms: medianOf(completions.rested, 0.95),
    completion_pasted_p50_ms: medianOf(completions.pasted, 0.5),
    completion_pasted_p95_ms: medianOf(completions.pasted, 0.95),
    completion_first_p50_ms: medianOf(firsts, 0.5),
    completion_first_p95_ms: medianOf(firsts, 0.95),
    chat_p50_ms: medianOf(answers.none, 0.5),
    chat_p95_ms: medianOf(answers.none, 0.95),
    chat_rested_p50_ms: medianOf(answers.rest, 0.5),
    chat_rested_p95_ms: medianOf(answers.rest, 0.95),
    completion_key_p50_ms: percentile(typed.latencies, 0.5),
    completion_key_p95_ms: percentile(typed.latencies, 0.95),
    prompt_unchanged_share: typed.unchangedShare,
    ...corpus,
  };
  const goals: Partial<Record<keyof typeof figures, string>> = {
    completion_p50_ms: '≤ 3',
    completion_p95_ms: '≤ 10',
    completion_key_p50_ms: '≤ 3',
    completion_key_p95_ms: '≤ 10',
    chat_p50_ms: '≤ 10',
    chat_p95_ms: '≤ 40',
    prompt_unchanged_share: '≥ 0.9',
  };
  console.log(`${'figure'.padEnd(26)}${'goal'.padStart(8)}${'measured'.padStart(10)}`);
  for (const [name, value] of Object.entries(figures) as [keyof typeof figures, number][])
    console.log(`${name.padEnd(26)}${(goals[name] ?? '').padStart(8)}${String(rounded(value)).padStart(10)}`);
  for (const way of WAYS) printStages(`completion, ${way}`, completions[way]);
  printStages('completion_first', firsts);
  printStages('chat', answers.none);
  console.log(
    'completion is a request at the start of a new line, right after one at the end of the line above, which was typed; completion_rested is the same a tenth of a second later, when the processor has forgotten what it held; completion_pasted is a tenth of a second after the request before, with nothing asked for on the line above; completion_first is the first request in a document, of which nothing is parsed or known but the index; completion_key is a request on a line that is being typed, after every third key, a tenth of a second after the one before. chat_rested is a tenth of a second after the question before.',
  );
  console.log(
    `${lines.length} lines in as many documents, ${questions.length} questions, median of ${options.repeats} rounds; ${typed.latencies.length} requests on ${TYPED_LINES} lines, once. Goals are for a workspace of about 80 MB.`,
  );
  const load = `${loadBefore.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`;
  console.log(`Machine: ${availableParallelism()} CPUs; load ${load}, of all processes.`);
  const round = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value)]));
  console.log(JSON.stringify({ bench: 'context', figures: round }));
}

/** A request at the start of the line below one that was just written. */
async function nextLine(context: LocalContext, line: Line, way: Way): Promise<Timed> {
  await pause(TYPING_MS);
  if (way !== 'pasted') await completion(context, asOnDisk(line.end));
  if (way === 'rested') await pause(TYPING_MS);
  return completion(context, afterTyping(line));
}

function completion(context: LocalContext, { file, prefix, suffix }: TextAtCursor): Promise<Timed> {
  return timed(() =>
    context.context(
      {
        trace: newTraceId(host),
        uri: file.uri,
        languageId: file.languageId,
        version: -1,
        prefix,
        suffix,
        budgetTokens: defaultCompletionSettings.contextTokens,
        recentEdits: [],
        pins: [],
      },
      new AbortController().signal,
    ),
  );
}

function answer(context: LocalContext, text: string): Promise<Timed> {
  const question = {
    trace: newTraceId(host),
    text,
    k: defaultChatBudget.files,
    budgetTokens: defaultChatBudget.contextTokens,
    mentions: [],
    pins: [],
  };
  return timed(() => context.retrieve(question, new AbortController().signal));
}

async function timed(work: () => Promise<Retrieval>): Promise<Timed> {
  const begun = performance.now();
  const retrieval = await work();
  return { ms: performance.now() - begun, timings: retrieval.timings, retrieval };
}

function printStages(name: string, rounds: readonly (readonly Timed[])[]): void {
  const stages = Object.keys(rounds[0]?.[0]?.timings ?? {});
  const text = stages.map((stage) => {
    const of = (share: number): number =>
      medianOfNumbers(
        rounds.map((round) =>
          percentile(
            round.map(({ timings }) => timings[stage] ?? 0),
            share,
          ),
        ),
      );
    return `${stage} ${rounded(of(0.5))} / ${rounded(of(0.95))}`;
  });
  console.log(`${name} by stage, p50 / p95 ms: ${text.join(', ')}`);
}

const medianOf = (rounds: readonly (readonly Timed[])[], share: number): number =>
  medianOfNumbers(
    rounds.map((round) =>
      percentile(
        round.map(({ ms }) => ms),
        share,
      ),
    ),
  );

const medianOfNumbers = (values: readonly number[]): number => percentile(values, 0.5);

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

await main();
