export { SHOW_THRESHOLD } from './constants';
export { EmbeddedModel } from './embedded-model';
export type { EmbeddedStats, LinePrediction, LineQuery, Strategy } from './embedded-model';
