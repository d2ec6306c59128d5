import type { ModelClient } from '../models';
import { BackOff } from './back-off';
import type { ModelHealth } from './observer';
import type { RunResult } from './run-completion';

/** What is learnt of the models from how their runs end. Times are monotonic milliseconds. */
export class ModelWatch {
  readonly #backOffs = new WeakMap<ModelClient, BackOff>();

  constructor(private readonly health: ModelHealth | undefined) {}

  /** Whether the model failed a short time ago and is left in peace. */
  isBlocked(model: ModelClient, now: number): boolean {
    return this.#backOffs.get(model)?.blocked(now) ?? false;
  }

  /** A run is over. One that came to nothing before the model was asked says nothing of the model. */
  ended(model: ModelClient, result: RunResult, now: number): void {
    const { modelMs } = result.measures;
    const backOff = this.#backOffs.get(model) ?? new BackOff();
    this.#backOffs.set(model, backOff);
    if (result.kind === 'failed') {
      backOff.failed(result.error, now);
      this.health?.failed(result.error, model.description);
    } else if (modelMs !== undefined) {
      backOff.succeeded();
      this.health?.answered(model.description);
    }
  }
}
