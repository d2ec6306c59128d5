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

/** The likeliest text, or another one. */
const sampling = ({ variety }: FillRequest): Record<string, unknown> =>
  variety === undefined ? { temperature: 0 } : { temperature: 0.8, seed: variety };

const stopping = (stops: readonly string[], { multiLine }: FillRequest): Record<string, unknown> => {
  const stop = [...stops, ...(multiLine ? [] : ['\n'])];
  return stop.length > 0 ? { stop } : {};
};

/** `prompt` and `suffix` in the OpenAI API's completions. */
const suffix: FillDialect = {
  kind: 'suffix',
  template: 'suffix-1',
  call: (request) => ({
    path: '/completions',
    body: {
      ...common(request),
      prompt: prefixWithComments(request.input),
      suffix: request.input.suffix,
      ...stopping([], request),
    },
    textOf: completionText,
  }),
};

/** llama.cpp's own: the server knows its model's tokens and takes other files as such. */
const infill: FillDialect = {
  kind: 'infill',
  template: 'infill-1',
  call: (request) => ({
    path: `${serverRoot(request.baseUrl)}/infill`,
    body: {
      model: request.model,
      input_prefix: request.input.prefix,
      input_suffix: request.input.suffix,
      input_extra: request.input.files.map(({ path, text }) => ({ filename: path, text })),
      prompt: '',
      n_predict: request.maxTokens,
      ...sampling(request),
      cache_prompt: true,
      ...stopping([], request),
    },
    textOf: infillText,
  }),
};

/** Mistral's route: completions in, chat-shaped events out. */
const mistral: FillDialect = {
  kind: 'mistral',
  template: 'mistral-1',
  call: (request) => ({
    path: '/fim/completions',
    body: {
      ...common(request),
      ...(request.variety === undefined ? {} : { seed: undefined, random_seed: request.variety }),
      prompt: prefixWithFiles(request.input),
      suffix: request.input.suffix,
      ...stopping([], request),
    },
    textOf: chatText,
  }),
};

/** DeepSeek takes a suffix beneath `/beta` only. */
const deepseek: FillDialect = {
  kind: 'deepseek',
  template: 'deepseek-1',
  call: (request) => ({
    path: `${serverRoot(request.baseUrl)}/beta/completions`,
    body: {
      ...common(request),
      prompt: prefixWithComments(request.input),
      suffix: request.input.suffix,
      ...stopping([], request),
    },
    textOf: completionText,
  }),
};

const chat: FillDialect = { kind: 'chat', template: holeFillerTemplate };

const byTemplate = ({ name, version, stop, render }: FimTemplate): FillDialect => ({
  kind: 'template',
  template: `${name}-${version}`,
  call: (request) => ({
    path: '/completions',
    body: { ...common(request), prompt: render(request.input), ...stopping(stop, request) },
    textOf: completionText,
  }),
});

const fixed = { suffix, infill, mistral, deepseek, chat };

/**
 * The ways to ask, the likeliest first: one alone where the user chose it, none when that is a template and the model's family is not
 * known. A server that would wrap a raw prompt or ignore a suffix is never asked that way.
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
      return [infill, ...raw, chat];
    case 'ollama':
      return [suffix, chat];
    case 'vllm':
    case 'lm-studio':
      return [...raw, chat];
    case 'mistral':
    case 'deepseek':
      return [fixed[server], chat];
    case 'openai':
      return [chat];
    case undefined:
      return [...(family ? raw : [suffix]), chat];
  }
}
