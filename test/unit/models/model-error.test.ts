import { expect, test } from 'vitest';
import { isModelError, ModelError } from '../../../src/engine/models';

/** As another bundle has it. */
class Copy extends Error {
  readonly kind = 'over-budget';
  override readonly name = 'ModelError';
}

test('a model error is told by its name, so that a copy of the class in another bundle is one too', () => {
  expect(
    [new ModelError('timeout', 'late'), new Copy('used up'), new Error('ModelError'), 'ModelError'].map(isModelError),
  ).toEqual([true, true, false, false]);
});
