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
  leftOut: [{ path: 'src/a\n`b.ts', reason: 'not readable' }],
  setAside: [{ path: 'src/odd.ts', reason: 'the parser died on it' }],
  symbolsLeft: 0,
  limit: { kind: 'files', limit: 1200 },
  tookMs: 3210,
  memoryBytes: 212_400_000,
};

describe('index report', () => {
  it('names counts, languages, skipped files with their reasons, and files set aside', () => {
    const text = indexReport(status);
    expect(text).toContain('- Symbols: 34,567');
    expect(text.indexOf('| typescript | 1,000 |')).toBeLessThan(text.indexOf('| go | 200 |'));
    expect(text).toContain('| larger than 1 MiB | 3 |');
    expect(text).toContain('| rule `a\\|b` | 1 |');
    expect(text).toContain('- `src/odd.ts`: the parser died on it');
    expect(text).toContain('- `src/a ´b.ts`: not readable');
    expect(text).toContain('- Memory of the context server: 212 MB');
    expect(text).toContain('- Time of the last indexing: 3.2 s');
    expect(indexReport({ ...status, tookMs: 11.2 })).toContain('- Time of the last indexing: 12 ms');
    expect(text).toContain('more than 1,200 files');
    expect(text).not.toContain('definitions were found');
    expect(indexReport({ ...status, symbolLimit: 1_000_000 })).toContain('More than 1,000,000 definitions were found.');
  });

  it('says how many more were left out than it names', () => {
    expect(indexReport(status)).not.toContain('more\n');
    expect(indexReport({ ...status, leftOutBesides: 1200 })).toContain('not readable\n- and 1,200 more\n');
  });

  it('leaves out what there is nothing of', () => {
    const text = indexReport({ ...status, skipped: {}, leftOut: [], setAside: [], languages: {} });
    expect(text).not.toMatch(/##/);
  });

  it('says how far indexing is', () => {
    expect(indexReport({ ...status, phase: 'indexing', filesDone: 600 })).toContain('Indexing: 600 of 1,200 files.');
    expect(indexReport({ ...status, phase: 'indexing', symbolsLeft: 700 })).toContain('symbols of 700 files are still');
    expect(indexReport({ ...status, phase: 'paused' })).toContain('Resume Indexing');
  });
});
