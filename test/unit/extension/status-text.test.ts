import { describe, expect, it } from 'vitest';
import type { EngineProgress } from '../../../src/engine/retrieval';
import { type StatusState, statusLines, statusText } from '../../../src/extension/status-text';

const engine: EngineProgress = {
  phase: 'ready',
  files: 1234,
  filesDone: 1234,
  symbols: 56789,
  symbolsLeft: 0,
};
const ready: StatusState = {
  health: 'running',
  engine,
  model: { kind: 'embedded' },
  problem: undefined,
  document: { languageId: 'go', completion: 'on', onDemand: false, verdict: { strength: 'free' }, reason: '' },
};

describe('status bar', () => {
  it('is short when all is well', () => {
    expect(statusText(ready)).toBe('$(layers) Cairn');
    expect(statusLines(ready)).toEqual([
      'Model: embedded. Nothing leaves this machine.',
      'Index: 1,234 files, 56,789 symbols.',
    ]);
  });

  it('counts one file as one', () => {
    const state: StatusState = { ...ready, engine: { ...engine, files: 1, symbols: 0 } };
    expect(statusLines(state)).toContain('Index: 1 file, 0 symbols.');
  });

  it('says which limits of the index are reached', () => {
    const state: StatusState = {
      ...ready,
      engine: { ...engine, limit: { kind: 'files', limit: 1200 }, symbolLimit: 1_000_000 },
    };
    expect(statusLines(state).slice(2)).toEqual([
      expect.stringContaining('more than 1,200 files'),
      expect.stringContaining('More than 1,000,000 definitions'),
    ]);
  });

  it('is loading until the engine has said how it is', () => {
    expect(statusText({ ...ready, engine: undefined })).toBe('$(loading~spin) Cairn');
    const starting = { ...ready, model: { kind: 'starting' } } as const;
    expect(statusText(starting)).toBe('$(loading~spin) Cairn');
    expect(statusLines(starting).join(' ')).not.toContain('Nothing leaves');
  });

  it.each([
    [{ snoozedUntil: Number.POSITIVE_INFINITY }, '$(bell-slash) Cairn: snoozed', 'Completion is snoozed in this file.'],
    [{ snoozedUntil: Date.UTC(2026, 0, 1, 9, 5) }, '$(bell-slash) Cairn: snoozed', /^Completion is snoozed until .*05/],
    [{ quietUntil: Date.UTC(2026, 0, 1, 9, 5, 7) }, '$(bell-slash) Cairn: quiet', /until .*05:07.*Wake up/],
    [{ onDemand: true, quietUntil: 1 }, '$(layers) Cairn', /Trigger Inline Suggestion/],
    [{ onDemand: true }, '$(layers) Cairn', /Trigger Inline Suggestion/],
  ])('says why it is quiet: %j', (quiet, label, line) => {
    const state = { ...ready, document: { ...ready.document, ...quiet } as StatusState['document'] };
    expect(statusText(state)).toBe(label);
    expect(statusLines(state).at(-1)).toMatch(line);
  });

  it('names models of the editor, and is calm about an endpoint that they replace', () => {
    const editor = { chat: 'acme/one', completion: '' };
    expect(statusLines({ ...ready, model: { kind: 'embedded', editor } }).slice(0, 2)).toEqual([
      'Completion: embedded.',
      'Chat: `acme/one` of VS Code.',
    ]);
    const completing = { chat: '', completion: 'acme/two' };
    const lines = statusLines({ ...ready, model: { kind: 'embedded', editor: completing } });
    expect(lines.slice(0, 2)).toEqual([
      'Completion: `acme/two` of VS Code.',
      'Chat: no model; it shows the code it finds.',
    ]);
    expect(lines.join(' ')).not.toContain('Nothing leaves');
    const broken = { kind: 'misconfigured', problem: 'No model.' } as const;
    expect(statusText({ ...ready, model: { ...broken, editor } })).toBe('$(warning) Cairn');
    const both = { ...ready, model: { ...broken, editor: { ...editor, completion: 'acme/two' } } };
    expect(statusText(both)).toBe('$(layers) Cairn');
    expect(statusLines(both)[0]).toBe('Completion: `acme/two` of VS Code.');
  });

  it('says what was used today', () => {
    const model = { kind: 'endpoint', model: 'm', chatModel: 'm', host: 'h' } as const;
    expect(statusLines({ ...ready, model, use: 'Today: 5 of 10 tokens.' })[1]).toBe('Today: 5 of 10 tokens.');
  });

  it('shows progress in whole percent', () => {
    const state: StatusState = { ...ready, engine: { ...engine, phase: 'indexing', files: 3, filesDone: 2 } };
    expect(statusText(state)).toBe('$(loading~spin) Cairn 66 %');
    expect(statusLines(state)).toContain('Indexing: 2 of 3 files.');
  });

  it('says that indexing is paused', () => {
    const state: StatusState = { ...ready, engine: { ...engine, phase: 'paused' } };
    expect(statusText(state)).toBe('$(debug-pause) Cairn');
    expect(statusLines(state)).toContain('Indexing is paused. `Cairn: Resume Indexing` goes on.');
  });

  it('names the exclusion and its reason', () => {
    const document = {
      ...ready.document!,
      verdict: { strength: 'private' as const },
      reason: 'Private: rule `*.pem`.',
    };
    expect(statusText({ ...ready, document })).toBe('$(shield) Cairn: private');
    expect(statusLines({ ...ready, document })).toContain('$(shield) Private: rule `*.pem`.');
  });

  it('puts a problem before everything else', () => {
    const state: StatusState = { ...ready, problem: 'No answer from localhost:1.', health: 'restarting' };
    expect(statusText(state)).toBe('$(warning) Cairn');
    expect(statusLines(state)[0]).toBe('$(warning) No answer from localhost:1.');
  });

  it('says when completion is off and for which language', () => {
    const document = { ...ready.document!, completion: 'language-off' as const };
    expect(statusText({ ...ready, document })).toBe('$(circle-slash) Cairn: off');
    expect(statusLines({ ...ready, document })).toContain('Completion is off for the language `go`.');
  });

  it('says that completion goes on while the server restarts', () => {
    expect(statusLines({ ...ready, health: 'restarting' })[1]).toContain('completion goes on');
  });
});
