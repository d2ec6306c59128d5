import { type Host, newTraceId, type TraceId } from '../../../src/engine/host';
import { LocalContext, type LocalContextParts, type Question, type Retrieval } from '../../../src/engine/retrieval';
import type { FileSyntax, ImportedName, SymbolDefinition, SyntaxParser } from '../../../src/engine/syntax';
import { composePolicySnapshot, type PolicySnapshot, type WorkspaceLimits } from '../../../src/engine/workspace';
import { memoryHost } from '../support/memory-host';

export const never = new AbortController().signal;

/** Finds `function name(` at the start of a line up to the next `}` there, and throws on texts with `@@broken@@`. */
export const lineParser: SyntaxParser = {
  async parse(languageId, text): Promise<FileSyntax | undefined> {
    if (text.includes('@@broken@@')) throw new Error('the worker died');
    if (languageId !== 'typescript') return undefined;
    const symbols: SymbolDefinition[] = [];
    const imports: ImportedName[] = [];
    const lines = text.split(/\r\n|\n|\r/);
    lines.forEach((line, at) => {
      const name = /^(?:export )?function (\w+)/.exec(line)?.[1];
      if (name === undefined) return;
      const end = lines.indexOf('}', at);
      symbols.push({
        name,
        kind: 'function',
        container: '',
        startLine: at,
        endLine: end < 0 ? at : end,
        nameLine: at,
        nameCharacter: line.indexOf(name),
        signature: line.replace(/\s*\{\s*$/, ''),
      });
    });
    return { languageId, symbols, imports };
  },
  references: () => Promise.resolve(undefined),
  dispose() {},
};

const documentSyntax = {
  cursorSyntax: async () => ({ place: 'code' as const, emptyBlock: false, insideArguments: false }),
  judge: async () => ({ place: 'code' as const, errorDelta: 0 }),
  forget() {},
};

/** A context engine over a memory host, and what tests ask of it again and again. */
export class Workbench {
  readonly engine: LocalContext;
  private epoch = 0;

  constructor(
    readonly host: Host,
    limits: WorkspaceLimits = { maxFileBytes: 10_000, maxFiles: 1000, maxBytes: 1e9 },
    others: Partial<Pick<LocalContextParts, 'store' | 'parser' | 'documentSyntax' | 'ignoreFilePassed'>> = {},
  ) {
    this.engine = new LocalContext({ host, parser: lineParser, documentSyntax, limits, ...others });
  }

  /** An engine that has indexed `/w` under the given `.cairnignore` text. */
  static async over(files: Readonly<Record<string, string | Uint8Array>>, ignore = ''): Promise<Workbench> {
    const bench = new Workbench(memoryHost(files));
    bench.setPolicy(ignore);
    bench.engine.setFolders(['file:///w']);
    bench.engine.start();
    await bench.engine.whenReady();
    return bench;
  }

  /** A newer policy with the text of the folder's `.cairnignore` and `.gitignore`. */
  setPolicy(cairnignore: string, gitignore = '', folder = 'file:///w'): PolicySnapshot {
    const { snapshot } = composePolicySnapshot({
      folders: [folder],
      settings: { private: [], lowQuality: [] },
      ignoreFiles: [
        { uri: `${folder}/.cairnignore`, kind: 'cairnignore', text: cairnignore },
        { uri: `${folder}/.gitignore`, kind: 'gitignore', text: gitignore },
      ],
      epoch: ++this.epoch,
    });
    this.engine.setPolicy(snapshot);
    return snapshot;
  }

  trace(): TraceId {
    return newTraceId(this.host);
  }

  ask(text: string, options: Partial<Question> = {}): Promise<Retrieval> {
    const question = { trace: this.trace(), text, k: 10, budgetTokens: 4000, mentions: [], pins: [], ...options };
    return this.engine.retrieve(question, never);
  }

  cursor(uri: string, prefix: string, suffix = '', budgetTokens = 1500): Promise<Retrieval> {
    return this.engine.context(
      {
        trace: this.trace(),
        uri,
        languageId: 'typescript',
        version: 1,
        prefix,
        suffix,
        budgetTokens,
        recentEdits: [],
        pins: [],
      },
      never,
    );
  }
}

export function pathsOf(answer: Retrieval): string[] {
  return answer.files.map((file) => file.path);
}
