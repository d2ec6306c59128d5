import { chatText, completionText, infillText } from './event-text';
import { type FimInput, prefixWithComments, prefixWithFiles } from './fim-input';
import type { FimChoice } from './fim-kind';
import { type FimTemplate, fimTemplates, templateForModel } from './fim-templates';
import { holeFillerTemplate } from './hole-filler';
import { type ServerKind, serverRoot } from './server-kind';

export interface FillRequest {
  readonly baseUrl: string;
  readonly model: string;
  readonly input: FimInput;
  readonly maxTokens: number;
  readonly multiLine: boolean;
  /** As in `CompletionRequest`. */
  readonly variety?: number | undefined;
}

/** What is posted for one completion, and how its events are read. */
export interface FillCall {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly textOf: (event: unknown) => string | undefined;
}

/** One way to ask for the text between prefix and suffix. */
export interface FillDialect {
  readonly kind: 'suffix' | 'infill' | 'mistral' | 'deepseek' | 'chat' | 'template';
  /** Name and version of what makes the prompt, for metrics. */
  readonly template: string;
  /** Absent for `chat`, which is asked as any chat is. */
  readonly call?: (request: FillRequest) => FillCall;
}

const common = (request: FillRequest): Record<string, unknown> => ({
  model: request.model,
  max_tokens: request.maxTokens,
  ...sampling(request),
});

/** Fields that ask for another text than the likeliest one; `variety` as in `CompletionRequest`. */
export const drawing = (variety: number): Record<string, unknown> => ({ temperature: 0.8, seed: variety });

const sampling = ({ variety }: FillRequest): Record<string, unknown> =>
  variety === undefined ? { temperature: 0 } : drawing(variety);

const stopping = (stops: readonly string[], { multiLine }: FillRequest): Record<string, unknown> => {
  const stop = [...stops, ...(multiLine ? [] : ['\n'])];
  return stop.length > 0 ? { stop } : {};
};

/** Where a dialect is posted, how its events are read, and what of its body is its own. */
interface Posting {
  readonly path: (baseUrl: string) => string;
  readonly textOf: FillCall['textOf'];
  readonly body: (request: FillRequest) => Readonly<Record<string, unknown>>;
}

const withComments = ({ input }: FillRequest): Record<string, unknown> => ({
  prompt: prefixWithComments(input),
  suffix: input.suffix,
});

const postings = {
  /** `prompt` and `suffix` in the OpenAI API's completions. */
  suffix: { path: () => '/completions', textOf: completionText, body: withComments },
  /** DeepSeek takes a suffix beneath `/beta` only. */
  deepseek: {
    path: (baseUrl) => `${serverRoot(baseUrl)}/beta/completions`,
    textOf: completionText,
    body: withComments,
  },
  /** Mistral's route: completions in, chat-shaped events out, and a seed of another name. */
  mistral: {
    path: () => '/fim/completions',
    textOf: chatText,
    body: ({ input, variety }) => ({
      ...(variety === undefined ? {} : { seed: undefined, random_seed: variety }),
      prompt: prefixWithFiles(input),
      suffix: input.suffix,
    }),
  },
  /** llama.cpp's own: the server knows its model's tokens and takes other files as such. */
  infill: {
    path: (baseUrl) => `${serverRoot(baseUrl)}/infill`,
    textOf: infillText,
    body: ({ input, maxTokens }) => ({
      max_tokens: undefined,
      input_prefix: input.prefix,
      input_suffix: input.suffix,
      input_extra: input.files.map(({ path, text }) => ({ filename: path, text })),
      prompt: '',
      n_predict: maxTokens,
      cache_prompt: true,
    }),
  },
} satisfies Record<string, Posting>;

/** A dialect that posts what is common to all with what is its own; a value of undefined is not sent. */
function posted(
  kind: FillDialect['kind'],
  template: string,
  { path, textOf, body }: Posting,
  stops: readonly string[] = [],
): FillDialect {
  return {
    kind,
    template,
    call: (request) => ({
      path: path(request.baseUrl),
      body: { ...common(request), ...body(request), ...stopping(stops, request) },
      textOf,
    }),
  };
}

const fixed = {
  suffix: posted('suffix', 'suffix-1', postings.suffix),
  infill: posted('infill', 'infill-1', postings.infill),
  mistral: posted('mistral', 'mistral-1', postings.mistral),
  deepseek: posted('deepseek', 'deepseek-1', postings.deepseek),
  chat: { kind: 'chat', template: holeFillerTemplate } satisfies FillDialect,
};

const byTemplate = ({ name, version, stop, render }: FimTemplate): FillDialect =>
  posted(
    'template',
    `${name}-${version}`,
    { ...postings.suffix, body: ({ input }) => ({ prompt: render(input) }) },
    stop,
  );

/**
 * The ways to ask, the likeliest first: one alone where the user chose it, none when that is a template and the model's family is not
 * known. A server that would wrap a raw prompt is never asked that way; a suffix goes only to those that are known to take it, since others
 * leave it out silently or put it behind the answer.
 */
export function fillDialects(
  { fim, template: name }: FimChoice,
  model: string,
  server: ServerKind | undefined,
): readonly FillDialect[] {
  const family = name ? fimTemplates.find((template) => template.name === name) : templateForModel(model);
  const raw = family ? [byTemplate(family)] : [];
  if (fim === 'template') return raw;
  if (fim !== 'auto') return [fixed[fim]];
  switch (server) {
    case 'llama.cpp':
      return [fixed.infill, ...raw, fixed.chat];
    case 'ollama':
    case 'siliconflow':
    case 'qianfan':
      return [fixed.suffix, fixed.chat];
    case 'vllm':
    case 'lm-studio':
    case 'tgi':
    case undefined:
      return [...raw, fixed.chat];
    case 'mistral':
    case 'deepseek':
      return [fixed[server], fixed.chat];
    case 'openai':
      return [fixed.chat];
  }
}
