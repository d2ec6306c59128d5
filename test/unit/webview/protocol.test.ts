import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FromPanel,
  isWebLink,
  parseFromPanel,
  parseToPanel,
  type ToPanel,
} from '../../../src/webview/chat/protocol';

const action = fc.constantFrom('set-endpoint', 'check-endpoint', 'set-key', 'retry', 'show-log' as const);
const text = fc.string();
const whole = fc.nat();
const outcome = fc.oneof(
  fc.record({ kind: fc.constantFrom('running', 'done', 'stopped') }),
  fc.record({ kind: fc.constant('failed'), message: text, action }),
);
const source = fc.record({ number: whole, path: text, firstLine: whole, lastLine: whole, languageId: text });
const turn = fc.record({
  id: text,
  question: text,
  answer: text,
  author: fc.constantFrom('model', 'snippets'),
  sources: fc.array(source, { maxLength: 4 }),
  outcome,
});
const kind = <T extends string>(name: T) => fc.constant(name);

const fromPanel = fc.oneof(
  fc.record({ kind: fc.constantFrom('ready', 'stop') }),
  fc.record({ kind: fc.constantFrom('ask', 'copy', 'insert'), text }),
  fc.record({ kind: kind('open-source'), turnId: text, number: whole }),
  fc.record({ kind: kind('open-link'), href: fc.webUrl() }),
  fc.record({ kind: kind('find-files'), request: whole, text }),
  fc.record({ kind: kind('act'), turnId: text, action }),
) as fc.Arbitrary<FromPanel>;

const model = fc.option(text, { nil: undefined });
const toPanel = fc.oneof(
  fc.record({ kind: kind('state'), turns: fc.array(turn, { maxLength: 3 }), model }),
  fc.record({ kind: kind('turn'), turn }),
  fc.record({ kind: kind('delta'), turnId: text, at: whole, text }),
  fc.record({ kind: kind('model'), model }),
  fc.record({ kind: kind('files'), request: whole, files: fc.array(fc.record({ path: text, mention: text })) }),
  fc.record({ kind: kind('focus') }),
) as fc.Arbitrary<ToPanel>;

/** The same message with the value of one field, however deep, replaced. */
function withOneField(message: unknown, at: number, value: unknown): unknown {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const [key, entry] of Object.entries(holder)) {
      places.push({ holder: holder as Record<string, unknown>, key });
      visit(entry);
    }
  };
  const copy: unknown = structuredClone(message);
  visit(copy);
  const place = places[at % places.length];
  if (place) place.holder[place.key] = value;
  return copy;
}

describe.each([
  ['from the panel', fromPanel as fc.Arbitrary<unknown>, parseFromPanel as (value: unknown) => unknown],
  ['to the panel', toPanel as fc.Arbitrary<unknown>, parseToPanel as (value: unknown) => unknown],
])('messages %s', (_, arbitrary, parse) => {
  it('are taken as they are, without fields that do not belong', () => {
    fc.assert(
      fc.property(arbitrary, (message) => {
        expect(parse({ ...(message as object), extra: 1 })).toEqual(message);
      }),
    );
  });

  it('are refused or valid, never half valid, when one field is wrong', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat(200), fc.anything(), (message, at, value) => {
        const parsed = parse(withOneField(message, at, value));
        if (parsed !== undefined) expect(parse(parsed)).toEqual(parsed);
      }),
    );
  });

  it('are refused when they are anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const parsed = parse(value);
        expect(parsed === undefined || typeof (value as { kind: unknown }).kind === 'string').toBe(true);
      }),
    );
  });
});

describe('a message of the wrong kind', () => {
  it.each([
    [{ kind: 'ask' }],
    [{ kind: 'ask', text: 7 }],
    [{ kind: 'ask', text: 'x'.repeat(1_000_001) }],
    [{ kind: 'open-source', turnId: 'a', number: -1 }],
    [{ kind: 'open-source', turnId: 'a', number: 1.5 }],
    [{ kind: 'open-link', href: 'command:workbench.action.quit' }],
    [{ kind: 'open-link', href: 'file:///etc/passwd' }],
    [{ kind: 'open-link', href: 'vscode://publisher.extension/run' }],
    [{ kind: 'act', turnId: 'a', action: 'erase' }],
    [{ kind: 'run', text: 'x' }],
  ])('%j is refused', (message) => {
    expect(parseFromPanel(message)).toBeUndefined();
  });
});

describe('addresses that an answer may open', () => {
  it.each([
    ['https://example.org/a?b#c', true],
    ['http://localhost:8080', true],
    ['javascript:alert(1)', false],
    ['command:x', false],
    ['data:text/html,x', false],
    ['//example.org', false],
    ['https:', false],
    ['src/main.ts', false],
  ])('%s: %s', (href, allowed) => {
    expect(isWebLink(href)).toBe(allowed);
  });
});
