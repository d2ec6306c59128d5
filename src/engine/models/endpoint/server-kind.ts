import { isRecord } from './is-record';
import { failureOf, type Transport } from './transport';

/** A server or service whose way of filling in the middle is known. */
export type ServerKind =
  | 'llama.cpp'
  | 'ollama'
  | 'vllm'
  | 'lm-studio'
  | 'tgi'
  | 'mistral'
  | 'deepseek'
  | 'siliconflow'
  | 'qianfan'
  | 'openai';

const byHost: readonly (readonly [RegExp, ServerKind])[] = [
  [/(?:^|\.)mistral\.ai$/, 'mistral'],
  [/(?:^|\.)deepseek\.com$/, 'deepseek'],
  [/(?:^|\.)siliconflow\.(?:cn|com)$/, 'siliconflow'],
  [/^qianfan\.baidubce\.com$/, 'qianfan'],
  [/^api\.openai\.com$/, 'openai'],
];

const byOwner: ReadonlyMap<string, ServerKind> = new Map([
  ['llamacpp', 'llama.cpp'],
  ['library', 'ollama'],
  ['vllm', 'vllm'],
  ['organization_owner', 'lm-studio'],
]);

/** The base URL without its API version: where servers keep what is not part of the OpenAI API. */
export function serverRoot(baseUrl: string): string {
  return baseUrl.replace(/\/(?:v1|beta)$/, '');
}

/** What the host's name says; undefined for a host that could be anything. */
export function serverOfHost(baseUrl: string): ServerKind | undefined {
  const { hostname } = new URL(baseUrl);
  return byHost.find(([pattern]) => pattern.test(hostname))?.[1];
}

/**
 * Which server answers at the base URL: by its host, the owner that it gives its models, and the addresses that only one server has.
 * Sends no text; each look may take `lookMs`. Undefined for a server that is not known; rejects with a `TransportError` when the server could not be asked.
 */
export async function detectServer(
  baseUrl: string,
  { get }: Transport,
  lookMs: number,
): Promise<ServerKind | undefined> {
  const known = serverOfHost(baseUrl);
  if (known) return known;
  const signal = AbortSignal.timeout(2 * lookMs);
  const look = (path: string): Promise<unknown> => orMissing(get(path, lookMs, signal));
  const owner = ownersIn(await look('/models')).flatMap((name) => byOwner.get(name) ?? [])[0];
  if (owner) return owner;
  const root = serverRoot(baseUrl);
  const paths = ['/props', '/api/version', '/info'];
  const [props, version, info] = await Promise.all(paths.map((path) => orPage(look(`${root}${path}`))));
  if (isRecord(props) && 'default_generation_settings' in props) return 'llama.cpp';
  if (isRecord(info) && 'model_id' in info && 'max_total_tokens' in info) return 'tgi';
  return isRecord(version) && typeof version['version'] === 'string' ? 'ollama' : undefined;
}

/** The answer; undefined where there is nothing at the address. */
function orMissing(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    const failure = failureOf(error);
    if (failure?.kind === 'refused' && [400, 404, 405, 501].includes(failure.status)) return undefined;
    throw error;
  });
}

/** The answer; undefined for a page that a server shows at every address that it does not know. */
function orPage(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    const kind = failureOf(error)?.kind;
    if (kind === 'not-json' || kind === 'web-page') return undefined;
    throw error;
  });
}

/** The entries of an answer to `/models`: their ids and owners. */
export function modelsIn(answer: unknown): readonly { readonly id: string; readonly owner: string }[] {
  if (!isRecord(answer) || !Array.isArray(answer['data'])) return [];
  return answer['data']
    .filter(isRecord)
    .flatMap(({ id, owned_by: owner }) =>
      typeof id === 'string' ? [{ id, owner: typeof owner === 'string' ? owner.toLowerCase() : '' }] : [],
    );
}

const ownersIn = (answer: unknown): readonly string[] => modelsIn(answer).map(({ owner }) => owner);
