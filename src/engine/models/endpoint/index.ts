export { validateBaseUrl } from './base-url';
export type { CheckedUrl } from './base-url';
export type { EndpointConfig, EndpointTimeouts, FimKind } from './config';
export { describeEndpoint } from './describe-endpoint';
export type { EndpointSummary } from './describe-endpoint';
export { loadEndpointClient } from './load-endpoint-client';
