import type { FimKind } from './fim-kind';
import type { ServerKind } from './server-kind';

export type CheckTopic =
  | 'Address'
  | 'Connection'
  | 'Key'
  | 'Model'
  | 'Fill in the middle'
  | 'Streaming'
  | 'Latency'
  | 'Completion'
  | 'Chat';

/** One finding: what was looked at, whether it is well, and in words what was found and what to do. */
export interface CheckLine {
  readonly topic: CheckTopic;
  /** `notice` works, but could be better. */
  readonly verdict: 'good' | 'notice' | 'bad';
  /** Sentences. May name the endpoint's host and models; never a key. */
  readonly text: string;
}

/** What the probe of a completion asks for; the answer is judged by `fillLine`. */
export const probe = {
  languageId: 'javascript',
  path: 'probe.js',
  prefix: 'function sumOf(numbers) {\n  let sum = 0;\n  for (const number of numbers) ',
  suffix: '\n  return sum;\n}\n\nconsole.log(sumOf([1, 2, 3]));\n',
  maxTokens: 64,
};

export interface FillFacts {
  /** How it was asked in the end. */
  readonly asked: Exclude<FimKind, 'auto'>;
  readonly setting: FimKind;
  readonly server: ServerKind | undefined;
  readonly text: string;
  /** Times of the pieces of text, in milliseconds since the request. */
  readonly pieces: readonly number[];
}

const good = (topic: CheckTopic, text: string): CheckLine => ({ topic, verdict: 'good', text });
const notice = (topic: CheckTopic, text: string): CheckLine => ({ topic, verdict: 'notice', text });
const bad = (topic: CheckTopic, text: string): CheckLine => ({ topic, verdict: 'bad', text });

const fillTopic = 'Fill in the middle';
const setting = 'cairn.endpoint.fillInTheMiddle';
const coderModels = 'a code model such as Qwen-Coder, StarCoder2 or Codestral';

/** Longest list of model names in a sentence. */
const namedModels = 12;

export function addressLine(baseUrl: string, loopback: boolean): CheckLine {
  if (!baseUrl.startsWith('http://') || loopback) return good('Address', `\`${baseUrl}\` is well-formed.`);
  return notice(
    'Address',
    `\`${baseUrl}\` is not encrypted: code and key can be read on the way. Use https:// if the server offers it.`,
  );
}

export function connectionLine(host: string, tls: boolean, ms: number): CheckLine {
  return good('Connection', `${host} answers in ${Math.round(ms)} ms${tls ? '; its certificate is trusted' : ''}.`);
}

export function keyLine(hasKey: boolean): CheckLine {
  return good(
    'Key',
    hasKey ? 'A key is set, and the endpoint takes it.' : 'No key is set, and the endpoint asks for none.',
  );
}

/** `names` is undefined when the endpoint does not list its models. */
export function modelLine(model: string, names: readonly string[] | undefined): CheckLine {
  const offer =
    names === undefined || names.length === 0
      ? ''
      : ` It offers ${names.slice(0, namedModels).map(quoted).join(', ')}${names.length > namedModels ? ` and ${names.length - namedModels} more` : ''}.`;
  if (model === '') return bad('Model', `No model is set: name one in cairn.endpoint.model.${offer}`);
  if (offer === '' || names === undefined)
    return notice('Model', `The endpoint does not list its models, so ${quoted(model)} was only tried.`);
  const listed = names.some((name) => name === model || name === `${model}:latest`);
  return listed
    ? good('Model', `The endpoint lists ${quoted(model)}.`)
    : notice(
        'Model',
        `The endpoint does not list ${quoted(model)}: correct cairn.endpoint.model if it fails below.${offer}`,
      );
}

/** Whether the text fits between prefix and suffix. */
export function fillLine({ asked, setting: chosen, server, text }: FillFacts): CheckLine {
  const by = `${server ? `The server is ${server}. ` : ''}Asked by \`${asked}\`${chosen === 'auto' ? ', found by itself' : ', as set'}`;
  const other = asked === 'template' ? 'suffix' : 'template';
  if (/<\|[^|>]*\|>|<\/?fim[_-]|<｜|\[(?:PREFIX|SUFFIX)\]|<(?:PRE|SUF|MID|EOT)>/.test(text))
    return bad(
      fillTopic,
      `${by}; the answer holds a model's control tokens, so the prompt does not fit the model. Set ${setting} to \`${other}\` or \`chat\`.`,
    );
  if (text.includes('console.log(sumOf('))
    return bad(
      fillTopic,
      `${by}; the answer repeats what stands after the cursor, so the server does not know a suffix. Set ${setting} to \`${other}\` or \`chat\`.`,
    );
  if (text.trim() === '')
    return notice(fillTopic, `${by}; the model wrote nothing. If that goes on while you type, use ${coderModels}.`);
  if (text.includes('```') || /^\s*(?:here|sure|the |to |this |i )/i.test(text))
    return notice(fillTopic, `${by}; the model talks instead of completing. Use ${coderModels}.`);
  if (asked === 'chat' && chosen === 'auto')
    return notice(
      fillTopic,
      `${by}: the endpoint offers no fill-in-the-middle for this model. That works, but ${coderModels} is faster and more exact.${server ? '' : ` If the server takes a suffix, set ${setting} to \`suffix\`.`}`,
    );
  return good(fillTopic, `${by}; the answer fits.`);
}

export function streamingLine({ text, pieces }: FillFacts): CheckLine | undefined {
  if (pieces.length > 1) return good('Streaming', `The answer came in ${pieces.length} pieces.`);
  if (text.length < 40) return undefined;
  return notice(
    'Streaming',
    'The whole answer came in one piece: suggestions wait for its end. If a proxy stands before the server, turn its buffering off.',
  );
}

/** Milliseconds to the first text of the first request, which may have had to load the model, and of the second. */
export function latencyLine(firstMs: number, againMs: number): CheckLine {
  const text = `First text after ${Math.round(firstMs)} ms, and after ${Math.round(againMs)} ms when asked again.`;
  if (againMs <= 700) return good('Latency', text);
  if (againMs <= 2000)
    return notice('Latency', `${text} Suggestions come in pauses only: a smaller model or a nearer server helps.`);
  return notice(
    'Latency',
    `${text} That is too slow while typing: use a smaller model here, and keep this one in cairn.endpoint.chatModel.`,
  );
}

export function chatLine(model: string, ms: number): CheckLine {
  return good('Chat', `${quoted(model)} answers in chat, its first text after ${Math.round(ms)} ms.`);
}

export const failedLine = (topic: CheckTopic, text: string): CheckLine => bad(topic, text);

/** A name from outside as code, on one line and not too long. */
function quoted(name: string): string {
  const plain = name.replace(/[`\s]+/g, ' ').trim();
  return `\`${plain.length > 80 ? `${plain.slice(0, 79)}…` : plain}\``;
}
