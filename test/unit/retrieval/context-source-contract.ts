import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newTraceId, type Host, type TraceId } from '../../../src/engine/host';
import type { ContextSource, CursorQuery, Question } from '../../../src/engine/retrieval';

export const contractFiles = {
  '/w/src/policy.ts': 'export function readPolicy(path: string) {\n  return parseRules(path);\n}\n',
  '/w/src/rules.ts': 'export function parseRules(text: string) {\n  return text.split(";");\n}\n',
  '/w/secret/keys.ts': 'export function signingKeyCanary() {\n  return 1;\n}\n',
} as const;

/** `.cairnignore` of the workspace above. */
export const contractIgnore = 'secret/\n';

/** A context source over `contractFiles`, indexed under `contractIgnore`. */
export interface ContractSubject {
  readonly source: ContextSource;
  readonly host: Pick<Host, 'randomId'>;
  /** Opens a document with unsaved text. */
  open(uri: string, languageId: string, version: number, text: string): Promise<void>;
  dispose(): void;
}

/** What every implementation of `ContextSource` keeps, in process or over a wire. */
export function contextSourceContract(name: string, make: () => Promise<ContractSubject>): void {
  describe(`${name} keeps the contract of a context source`, () => {
    const { signal } = new AbortController();
    let subject: ContractSubject;
    beforeEach(async () => {
      subject = await make();
    });
    afterEach(() => subject.dispose());

    const question = (text: string, trace: TraceId = newTraceId(subject.host)): Question => ({
      trace,
      text,
      k: 5,
      budgetTokens: 2000,
      mentions: [],
      pins: [],
    });
    const cursor = (prefix: string, uri = 'file:///w/src/use.ts'): CursorQuery => ({
      trace: newTraceId(subject.host),
      uri,
      languageId: 'typescript',
      version: 1,
      prefix,
      suffix: '\n',
      budgetTokens: 500,
      recentEdits: [],
      pins: [],
    });

    it('answers a question with files and snippets that say where they come from and why', async () => {
      const asked = question('where are rules parsed?');
      const answer = await subject.source.retrieve(asked, signal);
      expect(answer.trace).toBe(asked.trace);
      expect(answer.epoch).toBe(1);
      expect(answer.files[0]?.path).toBe('src/rules.ts');
      const [snippet] = answer.snippets;
      expect(snippet?.origin).toMatchObject({ kind: 'file', uri: 'file:///w/src/rules.ts', version: -1 });
      expect(snippet?.text).toContain('parseRules');
      expect(snippet?.tokens).toBeGreaterThan(0);
      expect(snippet?.why.length).toBeGreaterThan(0);
      expect(Object.values(answer.timings).every((ms) => ms >= 0)).toBe(true);
    });

    it('gives a cursor the definitions that it needs, and what stands there', async () => {
      const answer = await subject.source.context(cursor("import { parseRules } from './rules';\nconst r = "), signal);
      expect(answer.snippets.map((snippet) => snippet.text).join('\n')).toContain('function parseRules');
      expect(answer.syntax?.place).toBe('code');
    });

    it('takes unsaved text for the file, also of a file that is not on disk', async () => {
      await subject.open(
        'file:///w/src/new.ts',
        'typescript',
        7,
        'export function zebraCrossing() {\n  return 2;\n}\n',
      );
      const answer = await subject.source.retrieve(question('zebraCrossing'), signal);
      expect(answer.snippets[0]?.text).toContain('zebraCrossing');
    });

    it('gives out nothing of a private file, by any of its answers', async () => {
      const answers = [
        await subject.source.retrieve(question('signingKeyCanary in keys'), signal),
        await subject.source.context(cursor('signingKey'), signal),
        await subject.source.context(cursor('export function signing', 'file:///w/secret/keys.ts'), signal),
        await subject.source.symbols({ text: 'signingKey', limit: 5, want: 'symbol' }),
        await subject.source.symbols({ text: 'keys', limit: 5, want: 'file' }),
        await subject.source.status(),
      ];
      expect(JSON.stringify(answers)).not.toMatch(/Canary|secret\/keys/);
    });

    it('explains an answer by its trace id, without its text, and knows no other', async () => {
      const asked = question('where are rules parsed?');
      await subject.source.retrieve(asked, signal);
      const explanation = await subject.source.explain(asked.trace);
      expect(explanation).toMatchObject({ trace: asked.trace, kind: 'retrieve', epoch: 1 });
      expect(JSON.stringify(explanation)).not.toContain('split(');
      expect(await subject.source.explain(newTraceId(subject.host))).toBeUndefined();
    });

    it('judges streamed text', async () => {
      const streamed = { ...cursor('const a = '), text: '1;\n' };
      const verdict = await subject.source.judge(streamed, signal);
      expect(verdict).toMatchObject({ place: 'code', errorDelta: 0 });
    });

    it('rejects with an AbortError when the signal has fired', async () => {
      const aborted = AbortSignal.abort();
      await expect(subject.source.retrieve(question('rules'), aborted)).rejects.toMatchObject({ name: 'AbortError' });
      await expect(subject.source.context(cursor('x'), aborted)).rejects.toMatchObject({ name: 'AbortError' });
    });

    it('reports its state', async () => {
      expect(await subject.source.status()).toMatchObject({ phase: 'ready', epoch: 1, files: 2, setAside: [] });
      const hits = await subject.source.symbols({ text: 'readPol', limit: 3, want: 'symbol' });
      expect(hits[0]).toMatchObject({ name: 'readPolicy', path: 'src/policy.ts' });
    });
  });
}
