import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usesAskedFor } from '../../../src/engine/retrieval/question/asked-uses';

describe('usesAskedFor', () => {
  it.each([
    ['who calls parseOrder?', ['parseOrder']],
    ['Who calls `parseOrder`?', ['parseOrder']],
    ['which functions call parseOrder()', ['parseOrder']],
    ['what uses the OrderStore class', ['OrderStore']],
    ['what else imports order_store', ['order_store']],
    ['callers of Order.save', ['save']],
    ['list all usages of the Order::total method', ['total']],
    ['find call sites of gate', ['gate']],
    ['references to $store', ['$store']],
    ['implementations of the Shape interface', ['Shape']],
    ['where is parseOrder called from?', ['parseOrder']],
    ['where are the retryLimits used', ['retryLimits']],
    ['where do we use formatPrice?', ['formatPrice']],
    ['show the places where gate is called', ['gate']],
    ['callers of parseOrder and usages of Order', ['parseOrder', 'Order']],
  ])('%s', (question, names) => {
    expect(usesAskedFor(question).map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ['who calls parseOrder?', 'call'],
    ['call sites of parseOrder', 'call'],
    ['where is the Order class instantiated', 'call'],
    ['which classes extend Order', 'supertype'],
    ['implementations of the Shape interface', 'supertype'],
    ['what implements Shape?', 'supertype'],
    ['what imports order_store', 'import'],
    ['who uses parseOrder?', undefined],
    ['usages of parseOrder', undefined],
    ['callers of parseOrder and usages of parseOrder', undefined],
  ])('%s: %s', (question, kind) => {
    expect(usesAskedFor(question).map((use) => use.kind)).toEqual([kind]);
  });

  it.each([
    'fix the calls to load',
    'deprecate usage of observables in subscriptions',
    'how does parseOrder work',
    'where is parseOrder defined',
    'call parseOrder before saving',
    '',
  ])('takes nothing from: %s', (question) => {
    expect(usesAskedFor(question)).toEqual([]);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const { name } of usesAskedFor(`who calls ${text}`)) expect(name).toMatch(/^[\p{L}\p{N}_$]+$/u);
      }),
    );
    expect(usesAskedFor('which '.repeat(10_000))).toEqual([]);
    expect(usesAskedFor(`usages of ${'a.'.repeat(20_000)}`)).toEqual([]);
  });
});
