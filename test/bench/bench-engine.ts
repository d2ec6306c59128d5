import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { builtEngineFiles, type OpenFolder, openFolder } from '../../src/cli/open-folder';
import { newTraceId, nodeHost } from '../../src/engine/host';
import { EmbeddedModel } from '../../src/engine/models';
import type { Snippet } from '../../src/engine/retrieval';
import { languageIdOf } from '../../src/engine/syntax';
import { pathToUri, relativePath } from '../../src/engine/text';
import { baselinesOf } from './baselines';
import { readHistoryFile } from './history-file';

type Request = Readonly<Record<string, unknown>> & { readonly id: number; readonly op: string };

const host = nodeHost();
const never = new AbortController().signal;

/** Kinds of definitions that maps of repositories leave out. */
const MEMBERS_OF_DATA: ReadonlySet<string> = new Set(['field', 'variable']);

/** Windows that a baseline answers with; more than fit the budget. */
const BASELINE_WINDOWS = 60;

/**
 * The benchmark's engine protocol (one JSON object per line) on the in-process engine. With `--baseline bm25`, `minisearch` or
 * `jaccard` questions and cursors are answered by that plain search over the same files, with `windows` or `repo-map` cursors are.
 */
class BenchEngine {
  private root = '';
  private folder: OpenFolder | undefined;
  private model = new EmbeddedModel();
  private baselines = this.newBaselines();

  async answer(request: Request): Promise<object> {
    switch (request.op) {
      case 'open':
        return this.open(request);
      case 'update':
        return this.update(request);
      case 'chat':
        return this.chat(request);
      case 'context':
        return this.context(request);
      case 'line':
        return this.line(request);
      case 'close':
        this.close();
        return { ok: true };
      default:
        return { error: `The operation ${request.op} is not known.` };
    }
  }

  close(): void {
    this.folder?.dispose();
    this.folder = undefined;
  }

  private async open(request: Request): Promise<object> {
    this.close();
    const root = textField(request, 'root');
    this.root = root;
    this.model = new EmbeddedModel();
    this.baselines = this.newBaselines();
    const pathOf = (uri: string) => relativePath(pathToUri(root), uri) ?? uri;
    this.folder = await openFolder(root, await builtEngineFiles(dirname(fileURLToPath(import.meta.url))), host, {
      fileIndexed: (uri, text, languageId, strength) => {
        this.baselines?.chat?.put(pathOf(uri), text);
        this.baselines?.context.put(pathOf(uri), text);
        if (strength === 'free') this.model.learn(uri, text, languageId);
        else this.model.forget(uri);
      },
      fileRemoved: (uri) => {
        this.baselines?.chat?.remove(pathOf(uri));
        this.baselines?.context.remove(pathOf(uri));
        this.model.forget(uri);
      },
    });
    await this.folder.context.whenReady();
    this.takeHistory(request);
    return { ok: true };
  }

  private async update(request: Request): Promise<object> {
    const { context } = this.opened();
    for (const path of listField(request, 'deleted')) context.fileDeleted(this.uriOf(path));
    for (const path of listField(request, 'changed')) context.fileChanged(this.uriOf(path));
    await context.whenReady();
    this.takeHistory(request);
    return { ok: true };
  }

  private takeHistory({ history }: Request): void {
    if (typeof history === 'string')
      this.opened().context.setHistory(pathToUri(this.root), readHistoryFile(history, this.root));
  }

  private async chat(request: Request): Promise<object> {
    const chat = this.baselines?.chat;
    if (chat) {
      const query = textField(request, 'query');
      return {
        files: chat.files(query, numberField(request, 'k', 20)),
        snippets: chat.windows(query, BASELINE_WINDOWS),
      };
    }
    const { files, snippets } = await this.opened().context.retrieve(
      {
        trace: newTraceId(host),
        text: textField(request, 'query'),
        k: numberField(request, 'k', 20),
        budgetTokens: numberField(request, 'budgetTokens', 8000),
        mentions: [],
        pins: [],
      },
      never,
    );
    return {
      files: files.map(({ path, score }) => ({ path, score })),
      snippets: snippets.map((snippet) => ({ ...placeOf(snippet), score: snippet.score })),
    };
  }

  private async context(request: Request): Promise<object> {
    const path = textField(request, 'path');
    if (this.baselines) return { snippets: await this.baselines.context.context(path, textField(request, 'prefix')) };
    const { snippets } = await this.opened().context.context(
      {
        trace: newTraceId(host),
        uri: this.uriOf(path),
        languageId: languageIdOf(path),
        version: -1,
        prefix: textField(request, 'prefix'),
        suffix: textField(request, 'suffix'),
        budgetTokens: numberField(request, 'budgetTokens', 3000),
        recentEdits: [],
        pins: [],
      },
      never,
    );
    return { snippets: snippets.map((snippet) => ({ ...placeOf(snippet), text: snippet.text })) };
  }

  /** The protocol's suffix starts at the line below the cursor's; the rest of the cursor's own line is never given. */
  private line(request: Request): object {
    const path = textField(request, 'path');
    const below = textField(request, 'suffix');
    const prediction = this.model.predict({
      uri: this.uriOf(path),
      languageId: languageIdOf(path),
      prefix: textField(request, 'prefix'),
      suffix: `\n${below}`,
    });
    return prediction ?? { text: '' };
  }

  private newBaselines() {
    return baselinesOf(process.argv, async () => {
      const all = await this.opened().context.symbols({ text: '', limit: Number.MAX_SAFE_INTEGER, want: 'symbol' });
      const whole = all.filter(({ kind }) => !MEMBERS_OF_DATA.has(kind));
      return whole.map(({ name, path, range }) => ({ name, path, line: range.start.line + 1 }));
    });
  }

  private opened(): OpenFolder {
    if (!this.folder) throw new Error('The first request must be "open".');
    return this.folder;
  }

  private uriOf(path: string): string {
    return pathToUri(join(this.root, path));
  }
}

/** One-based, inclusive lines. */
function placeOf({ path, origin }: Snippet) {
  return {
    path,
    startLine: origin.range.start.line + 1,
    endLine: Math.max(origin.range.start.line + 1, origin.range.end.line),
  };
}

function textField(request: Request, name: string): string {
  const value = request[name];
  if (typeof value !== 'string') throw new Error(`"${name}" must be text.`);
  return value;
}

function numberField(request: Request, name: string, absent: number): number {
  const value = request[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : absent;
}

function listField(request: Request, name: string): readonly string[] {
  const value = request[name];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

function requestIn(line: string): Request | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Request) : undefined;
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const engine = new BenchEngine();
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const request = requestIn(line);
    if (!request) {
      process.stdout.write(`${JSON.stringify({ error: 'A line must hold one JSON object.' })}\n`);
      continue;
    }
    let reply: object;
    try {
      reply = await engine.answer(request);
    } catch (error) {
      reply = { error: error instanceof Error ? error.message : 'The request failed.' };
    }
    process.stdout.write(`${JSON.stringify({ id: request.id, ...reply })}\n`);
    if (request.op === 'close') break;
  }
  engine.close();
}

void main();
