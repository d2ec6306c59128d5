export { ACCEPTED_COMMAND } from './accept-commands';
export { MetricsOwner } from './metrics-owner';
