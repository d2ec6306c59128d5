import { type ModelClient, ModelError } from '../model-client';
import { validateBaseUrl } from './base-url';
import { defaultTimeouts, type EndpointConfig } from './config';
import { EndpointClient, type EndpointParts } from './endpoint-client';
import { noLimits } from './endpoint-limits';
import { EndpointMemory } from './endpoint-memory';
import { lazyTransport } from './lazy-transport';

/**
 * A client for the configured endpoint; sends nothing yet, and loads the openai package with the first request. Throws a
 * `ModelError` of kind `bad-address` when the base URL is not usable.
 */
export function endpointClient(config: EndpointConfig): ModelClient {
  return new EndpointClient(config, endpointParts(config));
}

/** What a client needs to ask the configured endpoint; throws as `endpointClient` does. */
export function endpointParts(config: EndpointConfig): EndpointParts {
  const checked = validateBaseUrl(config.baseUrl);
  if (checked.kind === 'bad') throw new ModelError('bad-address', checked.problem);
  const transport = lazyTransport({
    baseUrl: checked.url,
    ...(config.apiKey ? { apiKey: config.apiKey } : {}),
    ...(config.fetch ? { fetch: config.fetch } : {}),
  });
  const { host } = new URL(checked.url);
  return {
    baseUrl: checked.url,
    timeouts: { ...defaultTimeouts, ...config.timeouts },
    subject: { host, model: config.model, hasKey: Boolean(config.apiKey) },
    transport,
    memory: config.memory ?? new EndpointMemory(),
    limits: config.limits ?? noLimits(host),
  };
}
