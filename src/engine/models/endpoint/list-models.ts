import { isModelError, type ModelError } from '../model-client';
import type { EndpointConfig } from './config';
import { endpointParts } from './create-endpoint-client';
import { toModelError } from './endpoint-error';
import { modelsIn } from './server-kind';

export type ModelList =
  | { readonly kind: 'listed' /** Empty where the endpoint has no list. */; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly error: ModelError };

/** Milliseconds. */
const listMs = 5000;

/** The models that an endpoint offers; sends no text. */
export async function listModels(config: Pick<EndpointConfig, 'baseUrl' | 'apiKey'>): Promise<ModelList> {
  try {
    const { transport, subject } = endpointParts({ ...config, model: '', fim: 'auto' });
    const answer = await transport
      .get('/models', listMs, AbortSignal.timeout(listMs))
      .catch((error: unknown) => Promise.reject(toModelError(error, subject)));
    return { kind: 'listed', names: modelsIn(answer).map(({ id }) => id) };
  } catch (error) {
    if (!isModelError(error)) throw error;
    return error.kind === 'not-found' ? { kind: 'listed', names: [] } : { kind: 'failed', error };
  }
}
