import { type ModelClient, ModelError } from '../model-client';
import { validateBaseUrl } from './base-url';
import { defaultTimeouts, type EndpointConfig } from './config';
import { EndpointClient } from './endpoint-client';

/**
 * A client for the configured endpoint; sends nothing yet. The openai package is loaded by the first call. Rejects with a
 * `ModelError` of kind `bad-address` when the base URL is not usable.
 */
export async function loadEndpointClient(config: EndpointConfig): Promise<ModelClient> {
  const checked = validateBaseUrl(config.baseUrl);
  if (checked.kind === 'bad') throw new ModelError('bad-address', checked.problem);
  const { createTransport } = await import('../openai-endpoint');
  const transport = createTransport({
    baseUrl: checked.url,
    ...(config.apiKey ? { apiKey: config.apiKey } : {}),
    ...(config.fetch ? { fetch: config.fetch } : {}),
  });
  const subject = { host: new URL(checked.url).host, model: config.model, hasKey: Boolean(config.apiKey) };
  return new EndpointClient(config, { ...defaultTimeouts, ...config.timeouts }, subject, transport);
}
