export type FaultName =
  | 'rate-limited'
  | 'loading'
  | 'unauthorised'
  | 'forbidden'
  | 'forbidden-key'
  | 'no-credit'
  | 'out-of-quota'
  | 'proxy-sign-in'
  | 'not-found'
  | 'bad-request'
  | 'server-error'
  | 'redirect'
  | 'html'
  | 'html-error'
  | 'error-as-json'
  | 'whole-json'
  | 'slow-first-byte'
  | 'slow-first-event'
  | 'stall'
  | 'close-mid-stream'
  | 'split-utf8'
  | 'many-events-per-chunk'
  | 'no-done'
  | 'error-in-stream'
  | 'error-first'
  | 'wrong-content-type'
  | 'endless'
  | 'endless-line'
  | 'not-json'
  | 'not-the-shape'
  | 'reasoning';

/** A server's habits; `openai` understands `/v1/completions` with a suffix and chat. */
export type DialectName =
  | 'openai'
  | 'chat-only'
  | 'openai-reasoning'
  | 'llamacpp'
  | 'llamacpp-no-infill'
  | 'ollama'
  | 'ollama-no-insert'
  | 'lm-studio'
  | 'tgi'
  | 'vllm'
  | 'mistral'
  | 'deepseek';

export interface ReadPrompt {
  readonly prefix: string;
  readonly suffix: string;
  /** The last chat message. */
  readonly question: string;
}

export interface AnswerRequest extends ReadPrompt {
  readonly kind: 'completion' | 'chat';
  readonly body: any;
}

export type Answer = (request: AnswerRequest) => string | Promise<string>;

/** Times are `performance.now()` of the simulator's process. */
export interface RecordedRequest {
  /** `completion` by whatever route. */
  readonly kind: 'completion' | 'chat' | 'other';
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  /** The body as JSON, undefined when it is none. */
  readonly body: any;
  readonly receivedAt: number;
  /** The same for requests that came over one connection. */
  readonly connection: number | undefined;
  prompt?: ReadPrompt;
  answer?: string;
  firstByteAt?: number;
  endedAt?: number;
  /** When the client closed the socket before the answer was complete. */
  abortedAt?: number;
  /** The simulator itself broke the stream off. */
  brokenOff?: boolean;
}

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

export interface SimulatorOptions {
  fault?: FaultName;
  dialect?: DialectName;
  models?: string[];
  delayMs?: number;
  chunkDelayMs?: number;
  chunkSize?: number;
  retryAfterSeconds?: number;
  /** Sent with the last event, as OpenAI's API does. */
  usage?: Usage;
  /** The key that every request must bear; none is asked for without it. */
  key?: string;
  /** Texts that completions continue. */
  corpus?: string[];
  answer?: Answer;
}

export const faultNames: readonly FaultName[];
export const dialectNames: readonly DialectName[];

export class EndpointSimulator {
  constructor(options?: SimulatorOptions);
  static start(options?: SimulatorOptions & { port?: number }): Promise<EndpointSimulator>;
  readonly requests: RecordedRequest[];
  fault: FaultName | undefined;
  dialect: DialectName;
  models: string[];
  delayMs: number;
  chunkDelayMs: number;
  chunkSize: number;
  retryAfterSeconds: number;
  usage: Usage | undefined;
  key: string | undefined;
  answer: Answer;
  readonly port: number;
  readonly url: string;
  readonly prompts: RecordedRequest[];
  waitForRequest(fits?: (request: RecordedRequest) => boolean): Promise<RecordedRequest>;
  waitForAbort(request: RecordedRequest): Promise<RecordedRequest>;
  waitForEnd(request: RecordedRequest): Promise<RecordedRequest>;
  close(): Promise<void>;
}
