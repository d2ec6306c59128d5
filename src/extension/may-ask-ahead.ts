import { isLoopback } from '../engine/models';
import type { ModelState } from './model-owner';
import type { AskAhead } from './settings';

/**
 * Whether the next completion is asked for while one is on screen. That costs requests, which only an endpoint on this machine gives
 * away: a model of the editor has a quota.
 */
export function mayAskAhead(wanted: AskAhead, model: ModelState): boolean {
  if (wanted !== 'local') return wanted === 'always';
  return !model.editor?.completion && model.kind === 'endpoint' && isLoopback(`http://${model.host}`);
}
