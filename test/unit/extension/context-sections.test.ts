import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { parseTraceId } from '../../../src/engine/host';
import type { Explanation } from '../../../src/engine/retrieval';
import type { ContextNode, PlaceNode } from '../../../src/extension/context-view/context-nodes';
import { type ContextState, contextSections } from '../../../src/extension/context-view/context-sections';
import { codeSpan, evidenceMarkdown } from '../../../src/extension/context-view/evidence-words';
import { policyWith, snippet, trace, uriOf } from '../chat/fakes';

const other = parseTraceId('f'.repeat(32));

function kept(...args: Parameters<typeof snippet>): Explanation['kept'][number] {
  const { text: _, ...rest } = snippet(...args);
  return rest;
}

const explanation: Explanation = {
  trace,
  kind: 'context',
  terms: ['order', 'total'],
  epoch: 7,
  files: [],
  kept: [
    kept('src/price.ts', 11, 'a\nb\n', {
      why: [
        { list: 'similar-chunk', rank: 2, score: 0.4, terms: ['total'] },
        { list: 'brand-new-list', rank: 1, score: 0.1, terms: [] },
      ],
      tokens: 1200,
      multipliers: [{ name: 'test', factor: 0.25 }],
    }),
    kept('keys.ts', 0, 'x', {
      kind: 'signature',
      tokens: 1,
      why: [{ list: 'imported-unused', rank: 0, score: 3, terms: ['unlock'] }],
    }),
  ],
  dropped: [
    {
      uri: uriOf('src/big.ts'),
      range: { start: { line: 0, character: 0 }, end: { line: 90, character: 0 } },
      reason: 'over-budget',
    },
    {
      uri: uriOf('src/old.ts'),
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      reason: 'excluded',
      strength: 'low-quality',
    },
  ],
  timings: { search: 1.234 },
};

function state(more: Partial<ContextState> = {}): ContextState {
  return {
    completion: { trace, uri: uriOf('src/main.ts'), embedded: false },
    answer: undefined,
    cursor: undefined,
    pins: [],
    policy: policyWith(),
    explained: () => explanation,
    pathOf: (uri) => uri.replace('file:///project/', ''),
    ...more,
  };
}

const places = (nodes: readonly ContextNode[]): PlaceNode[] =>
  nodes.flatMap((node) => (node.kind === 'section' ? places(node.children) : node.kind === 'place' ? [node] : []));

const everything = (nodes: readonly ContextNode[]): string => JSON.stringify(nodes);

describe('the Context view', () => {
  it('says of each kept place where it is, how much and why, and of each dropped one why not', () => {
    const [section] = contextSections(state());
    expect(section).toMatchObject({
      label: 'Last completion',
      description: 'main.ts, 2 kept, 1,201 tokens, 2 dropped',
      tooltip: 'Searched for: `order` `total`\n\nTook: search 1.2 ms',
    });
    expect(places([section as ContextNode]).map(({ label, description }) => `${label} ${description}`)).toEqual([
      'price.ts:12-13 similar code · 1,200 tokens · src',
      'keys.ts:1 unlock · imported, not used yet · 1 token',
      'big.ts:1-90 no room left · src',
      'old.ts:1 excluded, low-quality · src',
    ]);
    const tooltip = places([section as ContextNode])[0]?.tooltip ?? '';
    expect(tooltip).toContain('`src/price.ts`, lines 12 to 13');
    expect(tooltip).toContain('| similar code | 0.4 | 2 |');
    expect(tooltip).toContain('| brand new list | 0.1 | 1 |');
    expect(tooltip).toContain('Words: `total`');
    expect(tooltip).toContain('Multiplied by: test 0.25');
  });

  it('gives every row an id of its own', () => {
    const cited = [{ number: 3, uri: uriOf('src/price.ts'), startLine: 12 }];
    const sections = contextSections(
      state({
        answer: { trace: other, cited },
        cursor: { trace, uri: uriOf('src/main.ts'), line: 3 },
        pins: [uriOf('src/price.ts')],
      }),
    );
    expect(sections.map(({ label }) => label)).toEqual(['Pinned', 'At the cursor', 'Last completion', 'Last answer']);
    const ids = [...sections, ...places(sections)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const answerRows = places([sections[3] as ContextNode]);
    expect(answerRows[0]).toMatchObject({ description: '[3] · similar code · 1,200 tokens · src', pinned: true });
    expect(answerRows[1]?.pinned).toBe(false);
  });

  it('shows nothing of a private file, and nothing of any file while there are no rules', () => {
    const answer = { trace: other, cited: [] };
    const cursor = { trace, uri: uriOf('src/main.ts'), line: 3 };
    const pins = [uriOf('keys.ts')];
    const hidden = contextSections(state({ policy: policyWith({ 'keys.ts': 'private' }), answer, cursor, pins }));
    expect(everything(hidden)).not.toMatch(/keys|unlock/);
    expect(everything(hidden)).toContain('price.ts');
    const own = contextSections(state({ policy: policyWith({ 'src/main.ts': 'private' }), cursor }));
    expect(own).toEqual([]);
    const unread = contextSections(state({ policy: undefined, answer, pins }));
    expect(places(unread)).toEqual([]);
    expect(everything(unread)).toContain('The exclusion rules are being read.');
  });

  it('says what is the matter instead of rows', () => {
    const text = (more: Partial<ContextState>): string => everything(contextSections(state(more)));
    expect(contextSections(state({ completion: undefined }))).toEqual([]);
    expect(text({ explained: () => null })).toContain('Nothing is known of it.');
    expect(text({ explained: () => undefined })).toContain('Being looked up.');
    expect(text({ explained: () => ({ ...explanation, kept: [], dropped: [] }) })).toContain('Nothing was found.');
    const run = { trace, uri: uriOf('src/main.ts') };
    expect(text({ completion: { ...run, embedded: true } })).toContain('cairn.contextAtCursor');
    expect(text({ completion: { ...run, embedded: false, nothing: 'filtered:too-short' } })).toContain(
      'main.ts, nothing offered: filtered, too short, 2 kept',
    );
  });

  it('shows text of others as text', () => {
    for (const text of ['a`b', '``', ' x ', '`', '[l](command:x)', '<b>', 'two\nlines']) {
      const html = marked.parseInline(codeSpan(text)) as string;
      const shown = html
        .replace(/^<code>(.*)<\/code>$/s, '$1')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>');
      expect(shown).toBe(text.replace('\n', ' '));
    }
    expect(evidenceMarkdown([])).toEqual([]);
  });
});
