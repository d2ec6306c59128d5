import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '../../../src/engine/retrieval';
import { indexReport } from '../../../src/extension/index-report';

const status: EngineStatus = {
  phase: 'ready',
  epoch: 2,
  files: 1200,
  filesDone: 1200,
  symbols: 34567,
  chunks: 4000,
  languages: { go: 200, typescript: 1000 },
  skipped: { 'larger than 1 MiB': 3, 'rule `a|b`': 1 },
  setAside: ['src/odd.ts'],
};

describe('index report', () => {
  it('names counts, languages, skipped files with their reasons, and files set aside', () => {
    const text = indexReport(status);
    expect(text).toContain('- Symbols: 34,567');
    expect(text.indexOf('| typescript | 1,000 |')).toBeLessThan(text.indexOf('| go | 200 |'));
    expect(text).toContain('| larger than 1 MiB | 3 |');
    expect(text).toContain('| rule `a\\|b` | 1 |');
    expect(text).toContain('- `src/odd.ts`');
  });

  it('leaves out what there is nothing of', () => {
    const text = indexReport({ ...status, skipped: {}, setAside: [], languages: {} });
    expect(text).not.toMatch(/##/);
  });

  it('says how far indexing is', () => {
    expect(indexReport({ ...status, phase: 'indexing', filesDone: 600 })).toContain('Indexing: 600 of 1,200 files.');
  });
});
