import { describe, expect, it } from 'vitest';
import { kindsOf } from '../../../src/engine/retrieval/question/file-kinds';
import { parseQuestion } from '../../../src/engine/retrieval/question/parse-question';
import { WorkspaceIndex } from '../../../src/engine/index';
import { languageIdOf } from '../../../src/engine/syntax';
import { contentStrength, fileSignals } from '../../../src/engine/workspace';

function kindsAt(path: string, question: string) {
  const index = new WorkspaceIndex();
  const uri = `file:///w/${path}`;
  const signals = fileSignals(path);
  const described = { uri, path, folder: 'file:///w', languageId: languageIdOf(path), signals };
  index.put({ ...described, strength: contentStrength(signals) }, 'text', undefined);
  const file = index.file(uri);
  if (!file) throw new Error('The file is not indexed.');
  return kindsOf(file, parseQuestion(question));
}

describe('kindsOf', () => {
  it.each([
    ['src/order_test.go', 'test', 'which test covers an order'],
    ['examples/order.go', 'example', 'show me an example of an order'],
    ['README.md', 'prose', 'what does the documentation say of orders'],
    ['api/order.pb.go', 'generated', 'what does the generated code do with an order'],
    ['vendor/order/order.go', 'generated', 'what does the vendored order do'],
    ['bench/order.go', 'benchmark', 'which tests time an order'],
  ])('speaks against %s as %s unless it is asked for', (path, kind, asking) => {
    expect(kindsAt(path, 'how is an order placed')).toEqual([kind]);
    expect(kindsAt(path, asking)).toEqual([]);
  });

  it('has nothing against ordinary code, nor lifts one kind for a question about another', () => {
    expect(kindsAt('src/order.go', 'how is an order placed')).toEqual([]);
    expect(kindsAt('vendor/order/order.pb.go', 'what does the vendored order do')).toEqual(['generated']);
  });
});
