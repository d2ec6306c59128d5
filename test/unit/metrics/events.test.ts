import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DISCARD_REASONS,
  type MetricsEvent,
  parseEvent,
  saltedFileId,
  serializeEvent,
} from '../../../src/engine/metrics';
import { boundedModelId, boundedName } from '../../../src/engine/metrics/bounded';
import { Scene, traceId, WINDOW } from './support';

function someSuggestion(): MetricsEvent {
  const scene = new Scene().open('x = ');
  const id = scene.offer(1, 'alpha');
  scene.pass(900).tab(id, 'alpha');
  const [event] = scene.suggestions;
  if (event === undefined) throw new Error('no event');
  return event;
}

const EVENTS: readonly MetricsEvent[] = [
  someSuggestion(),
  { v: 1, at: 5, window: WINDOW, kind: 'undone', id: traceId(1) },
  {
    v: 1,
    at: 5,
    window: WINDOW,
    kind: 'retention',
    id: traceId(1),
    afterSeconds: 30,
    charactersAccepted: 10,
    charactersKept: null,
  },
  { v: 1, at: 5, window: WINDOW, kind: 'typing', languageId: 'go', seconds: 60, characters: 120 },
  { v: 1, at: 5, window: WINDOW, kind: 'marker', marker: 'installed', cairnVersion: '0.1.0' },
  { v: 1, at: 5, window: WINDOW, kind: 'anomaly', state: 'requested', input: 'dwell-reached' },
];

describe('event schema v1', () => {
  it('reads back what it writes', () => {
    for (const event of EVENTS) expect(parseEvent(serializeEvent(event))).toEqual(event);
  });

  it('names the field that is missing or unfit, and never quotes the line', () => {
    for (const event of EVENTS) {
      for (const field of Object.keys(event)) {
        const without = Object.fromEntries(Object.entries(event).filter(([name]) => name !== field));
        expect(parseEvent(JSON.stringify(without))).toHaveProperty('problem');
        const canary = { ...event, [field]: { secret: 'CANARY' } };
        const result = parseEvent(JSON.stringify(canary));
        expect(result).toHaveProperty('problem');
        expect(JSON.stringify(result)).not.toContain('CANARY');
      }
    }
  });

  it('refuses what is no event, and says why', () => {
    for (const line of ['', '{', 'null', '[]', '7', '{"v":2,"kind":"undone"}', '{"v":1,"kind":"code"}', '{"v":1}']) {
      expect(parseEvent(line), line).toEqual({ problem: expect.any(String) });
    }
  });

  it('refuses a suggestion that contradicts itself', () => {
    const event = someSuggestion();
    const wrong = [
      { readMs: null },
      { shownMs: null },
      { discardReason: 'cancelled' },
      { outcome: 'discarded' },
      { at: -1 },
      { endedMs: 1.5 },
    ];
    for (const change of wrong)
      expect(parseEvent(JSON.stringify({ ...event, ...change })), JSON.stringify(change)).toHaveProperty('problem');
    const [, , retention] = EVENTS;
    expect(parseEvent(JSON.stringify({ ...retention, charactersKept: 11 }))).toHaveProperty('problem');
  });

  it('never throws on any line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(parseEvent(line)).toBeTypeOf('object');
      }),
    );
  });

  it('writes the fields of the schema alone', () => {
    const event = { ...someSuggestion(), prompt: 'CANARY', path: '/home/CANARY' };
    expect(serializeEvent(event)).not.toContain('CANARY');
    expect(parseEvent(JSON.stringify(event))).toEqual(someSuggestion());
  });

  it('throws for an event that does not fit, without quoting it', () => {
    const bad = { ...someSuggestion(), model: 'CANARY with code()' } as MetricsEvent;
    expect(() => serializeEvent(bad)).toThrow(/"model"/);
    expect(() => serializeEvent(bad)).not.toThrow(/CANARY/);
  });
});

describe('what enters a record', () => {
  it('never holds text that was typed, suggested, or names a file', () => {
    const canary = fc.stringMatching(/^[a-z]{4}$/).map((word) => `cnry${word}`);
    const action = fc.constantFrom('type', 'insert', 'accept', 'word', 'escape', 'undo', 'discard', 'long');
    fc.assert(
      fc.property(canary, fc.array(action, { maxLength: 12 }), (secret, actions) => {
        const scene = new Scene(`file:///home/${secret}/${secret}.ts`).open(`${secret} `);
        let n = 0;
        for (const what of actions) {
          n += 1;
          const text = `${secret}(${secret})\n`;
          scene.tracker.requested({
            id: traceId(n),
            uri: scene.uri,
            languageId: `${secret} x`,
            trigger: 'manual',
            model: {
              id: `/home/me/${secret}/`,
              endpointKind: 'openai',
              promptTemplate: `<pre>${secret}`,
              canChat: true,
            },
            contextStrategy: `${secret} ${secret}`,
            experiment: `${secret}\n`,
            variant: `${secret}/${secret}`,
            policyEpoch: 1,
          });
          if (what === 'discard') scene.tracker.discarded(traceId(n), secret, { contextUris: [`file:///${secret}`] });
          else
            scene.tracker.returned(traceId(n), {
              offset: scene.cursor,
              text,
              eol: '\n',
              measures: { contextUris: [`file:///${secret}`, secret] },
            });
          scene.pass(60);
          if (what === 'type') scene.type(secret);
          else if (what === 'insert') scene.insert(text);
          else if (what === 'accept') scene.tab(traceId(n), text);
          else if (what === 'escape') scene.tracker.escapePressed();
          else if (what === 'undo')
            scene.edit(Math.max(0, scene.cursor - text.length), Math.min(scene.cursor, text.length), '', 'undo');
          else if (what === 'long') scene.pass(800);
          else if (what === 'word') {
            scene.tracker.noteAcceptIntent('word');
            scene.insert(secret);
          }
        }
        scene.tracker.dispose();
        expect(scene.suggestions.length).toBe(n);
        for (const event of scene.events) expect(serializeEvent(event)).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps model names and drops paths and prose', () => {
    expect(boundedModelId('qwen2.5-coder:7b')).toBe('qwen2.5-coder:7b');
    expect(boundedModelId('Qwen/Qwen2.5-Coder-7B')).toBe('Qwen/Qwen2.5-Coder-7B');
    expect(boundedModelId('/home/ann/models/starcoder2.gguf')).toBe('starcoder2.gguf');
    expect(boundedModelId('C:\\Users\\ann\\deepseek.gguf')).toBe('deepseek.gguf');
    expect(boundedModelId('models/deepseek.gguf')).toBe('deepseek.gguf');
    expect(boundedModelId('my own model')).toBe('other');
    expect(boundedModelId('')).toBe('other');
    expect(boundedName('a/b')).toBe('other');
  });

  it('names files by a salted id', () => {
    const id = saltedFileId('file:///a.ts', 'one');
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(saltedFileId('file:///a.ts', 'one')).toBe(id);
    expect(saltedFileId('file:///a.ts', 'two')).not.toBe(id);
    expect(saltedFileId('file:///b.ts', 'one')).not.toBe(id);
  });

  it('maps an unknown discard reason to other', () => {
    const scene = new Scene();
    scene.request(1).tracker.discarded(traceId(1), 'a reason of tomorrow');
    scene
      .request(2)
      .tracker.discarded(traceId(2), 'low-confidence', { contextMs: 3.4, cached: true, contextUris: ['a', 'a', 'b'] });
    expect(scene.suggestions.map((event) => event.discardReason)).toEqual(['other', 'low-confidence']);
    expect(scene.suggestions[1]).toMatchObject({
      contextMs: 3,
      cached: true,
      contextFiles: [expect.any(String), expect.any(String)],
    });
    expect(DISCARD_REASONS).toContain('other');
  });
});
