export { ACCEPTED_COMMAND } from './accept-commands';
export { uriOf } from './editor-observer';
export { MetricsOwner } from './metrics-owner';
export { registerShowAcceptance } from './show-acceptance';
