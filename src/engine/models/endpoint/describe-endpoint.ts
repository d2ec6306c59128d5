import { validateBaseUrl } from './base-url';
import type { EndpointConfig } from './config';
import { templateForModel } from './fim-templates';

export interface EndpointSummary {
  /** With its port where that is not the scheme's own; '' when the base URL is not usable. */
  readonly host: string;
  readonly model: string;
  /** Whether requests stay on this machine. */
  readonly local: boolean;
  /** How the middle is filled in, in words. */
  readonly fim: string;
}

/** What a status line says of an endpoint, from its configuration alone. */
export function describeEndpoint(config: EndpointConfig): EndpointSummary {
  const checked = validateBaseUrl(config.baseUrl);
  const url = checked.kind === 'good' ? new URL(checked.url) : undefined;
  const name = config.template ?? templateForModel(config.model)?.name;
  const byTemplate = name ? `template ${name}` : 'no template';
  const ways = { template: byTemplate, suffix: 'suffix', chat: 'chat', auto: name ? byTemplate : 'suffix, else chat' };
  return {
    host: url?.host ?? '',
    model: config.model,
    local: url !== undefined && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname),
    fim: ways[config.fim],
  };
}
