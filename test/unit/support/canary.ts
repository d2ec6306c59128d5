import type { PromptPart, Slot } from '../../../src/engine/models';
import { joinUri, pathToUri } from '../../../src/engine/text';
import type { ExclusionSettings, IgnoreFile, Origin, PrivateLines, Strength } from '../../../src/engine/workspace';
import type { CanaryOperation, CanaryRequest, CanaryRule } from './canary-operations';

export { canaryOperation, canaryRule } from './canary-operations';
export type { CanaryOperation, CanaryRequest, CanaryRule } from './canary-operations';

export interface CanaryFile {
  /** Relative to the folder. */
  path: string;
  lines: string[];
  /** Lines it has and had: what was printed yesterday is still on the screen. */
  readonly everyLine: string[];
  removed: boolean;
}

/** Something that a model received and must not have. */
export interface CanaryLeak {
  readonly canary: string;
  readonly path: string;
  readonly strength: Strength;
  readonly origin: Origin['kind'];
  readonly slot: Slot;
}

/** A workspace whose every line and file name is unique, and which knows by itself what may leave it. */
export class CanaryWorld {
  readonly folder = 'file:///home/me/work%20space';
  readonly files: CanaryFile[] = [];
  /** Parts gathered and not sent yet; the rules may have changed since. */
  readonly gathered: PromptPart[] = [];
  /** The document in the editor. */
  current: CanaryFile | undefined;
  /** Grows when rules or files change. */
  revision = 0;
  private readonly rules: CanaryRule[] = [];
  private readonly owners = new Map<string, CanaryFile>();
  private count = 0;

  uriOf(file: CanaryFile): string {
    return file.path.split('/').reduce(joinUri, this.folder);
  }

  /** Applies one operation; what it picks may not exist, and then nothing happens. */
  apply(operation: CanaryOperation): void {
    this.revision++;
    switch (operation.kind) {
      case 'create': {
        const file: CanaryFile = { path: '', lines: [], everyLine: [], removed: false };
        file.path = this.newPath(operation.directory, operation.ending, file);
        file.lines = this.newLines(operation.lines, file);
        this.files.push(file);
        return;
      }
      case 'edit': {
        const file = this.fileAt(operation.file);
        if (file) file.lines = [...file.lines.slice(operation.lines), ...this.newLines(operation.lines, file)];
        return;
      }
      case 'rename': {
        const file = this.fileAt(operation.file);
        if (!file) return;
        this.forget(file);
        file.path = this.newPath(operation.directory, operation.ending, file);
        return;
      }
      case 'remove': {
        const file = this.fileAt(operation.file);
        if (!file) return;
        this.forget(file);
        file.removed = true;
        if (this.current === file) this.current = undefined;
        return;
      }
      case 'add rule':
        this.rules.push(operation.rule);
        return;
      case 'remove rule':
        if (this.rules.length > 0) this.rules.splice(operation.rule % this.rules.length, 1);
        return;
      case 'open':
        this.current = this.fileAt(operation.file) ?? this.current;
        return;
      case 'close':
        this.current = undefined;
        return;
      case 'gather': {
        const part = this.gather(operation.request);
        if (part) this.gathered.push(part);
        return;
      }
      case 'send':
        return;
    }
  }

  /** The ignore files as they stand on disk. */
  ignoreFiles(): readonly IgnoreFile[] {
    const texts = new Map<string, { kind: IgnoreFile['kind']; text: string }>();
    for (const each of this.rules) {
      if (each.home !== 'cairnignore' && each.home !== 'gitignore') continue;
      const name = each.home === 'gitignore' ? '.gitignore' : '.cairnignore';
      const uri = [...each.base.split('/'), name].filter(Boolean).reduce(joinUri, this.folder);
      const header = each.home === 'gitignore' ? '' : `[${each.strength}]\n`;
      const before = texts.get(uri)?.text ?? '# rules\n';
      texts.set(uri, { kind: each.home, text: `${before}${header}${this.patternOf(each)}\n` });
    }
    return [...texts].map(([uri, { kind, text }]) => ({ uri, kind, text }));
  }

  settings(): ExclusionSettings {
    const of = (strength: Strength) =>
      (['user', 'workspace'] as const).map((scope) => ({
        scope,
        patterns: this.rules
          .filter((each) => each.home === `${scope} setting` && each.strength === strength)
          .map((each) => this.patternOf(each)),
      }));
    return { private: of('private'), lowQuality: of('low-quality') };
  }

  /** What the rules say, told without the product's code. */
  strengthOf(file: CanaryFile): Strength {
    const found = new Set<Strength>(
      this.rules.filter((each) => this.covers(each, file.path)).map((each) => each.strength),
    );
    if (file.path.endsWith('.pem')) found.add('private');
    if (file.path.startsWith('vendor/')) found.add('low-quality');
    if (file.path.startsWith('node_modules/')) found.add('unindexed');
    return (['private', 'unindexed', 'low-quality'] as const).find((strength) => found.has(strength)) ?? 'free';
  }

  privateLines(): PrivateLines {
    const lines = new Set(
      this.files.filter((file) => this.strengthOf(file) === 'private').flatMap((file) => file.everyLine),
    );
    return { has: (line) => lines.has(line) };
  }

  /** Canaries in what a model received that it must not have: all of them when there was no policy to judge by. */
  leaksIn(received: readonly PromptPart[], policyMissing = false): readonly CanaryLeak[] {
    return received.flatMap((part) =>
      canariesIn(part).flatMap((canary) => {
        const owner = this.owners.get(canary);
        if (!owner) return [];
        const strength = policyMissing ? 'private' : this.strengthOf(owner);
        const leak = { canary, path: owner.path, strength, origin: part.origin.kind, slot: part.slot };
        return this.mayLeave(owner, strength, part) ? [] : [leak];
      }),
    );
  }

  private mayLeave(owner: CanaryFile, strength: Strength, part: PromptPart): boolean {
    if (strength === 'free') return true;
    if (strength === 'private') return false;
    // Terminal and clipboard are checked against private files alone.
    if (part.origin.kind === 'terminal' || part.origin.kind === 'clipboard' || restsOnScreenText(part.origin))
      return true;
    if (part.slot === 'mention') return true;
    if (part.slot === 'signature') return strength === 'low-quality' && part.text.length <= 500;
    return (part.slot === 'prefix' || part.slot === 'suffix') && owner === this.current;
  }

  private gather(wanted: CanaryRequest): PromptPart | undefined {
    const files = wanted.files.flatMap((index) => this.fileAt(index) ?? []);
    const [first] = files;
    if (!first) return undefined;
    const single = wanted.origin === 'file' || wanted.origin === 'edit' || wanted.origin === 'rules';
    const behind = single ? [first] : files;
    const lines = behind.flatMap((file) =>
      file.lines.slice(wanted.firstLine % file.lines.length).slice(0, wanted.lines),
    );
    const names =
      wanted.origin === 'terminal' || wanted.origin === 'clipboard' ? [] : behind.map((file) => `// ${file.path}`);
    const labelled = wanted.strangeLabel === undefined ? first : (this.fileAt(wanted.strangeLabel) ?? first);
    const origin = this.originOf(wanted.origin, behind, wanted);
    // A terminal shows lines only: names of files in it are what the user typed.
    const shown =
      wanted.inner === 'terminal' && (origin.kind === 'tool' || origin.kind === 'model') ? lines : [...names, ...lines];
    return { text: shown.join('\n'), origin, slot: wanted.slot, path: labelled.path };
  }

  private originOf(kind: CanaryRequest['origin'], files: readonly CanaryFile[], wanted: CanaryRequest): Origin {
    const uris = files.map((file) => spelled(this.uriOf(file), wanted.spelling));
    const [uri = ''] = uris;
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    switch (kind) {
      case 'file':
        return { kind, uri, range, version: 1 };
      case 'edit':
      case 'rules':
        return { kind, uri };
      case 'diagnostics':
        return { kind, uri, related: uris.slice(1) };
      case 'git':
        return { kind, commit: 'c0ffee', paths: wanted.spelling % 2 === 0 ? files.map((file) => file.path) : uris };
      case 'terminal':
      case 'clipboard':
        return { kind };
      case 'tool':
        return { kind, name: 'read', sources: this.sourcesOf(files, wanted) };
      case 'model':
        return { kind, sources: [{ kind: 'user' }, ...this.sourcesOf(files, wanted)] };
    }
  }

  private sourcesOf(files: readonly CanaryFile[], wanted: CanaryRequest): readonly Origin[] {
    if (wanted.inner === 'tool') {
      return [{ kind: 'model', sources: files.map((file) => this.originOf('file', [file], wanted)) }];
    }
    if (wanted.inner === 'git' || wanted.inner === 'diagnostics') return [this.originOf(wanted.inner, files, wanted)];
    return files.map((file) => this.originOf(wanted.inner, [file], wanted));
  }

  private fileAt(index: number): CanaryFile | undefined {
    const existing = this.files.filter((file) => !file.removed);
    return existing[index % Math.max(existing.length, 1)];
  }

  /** The engine is told of renames and removals, and drops what it holds of the file. */
  private forget(file: CanaryFile): void {
    const kept = this.gathered.filter((part) => !canariesIn(part).some((canary) => this.owners.get(canary) === file));
    this.gathered.splice(0, this.gathered.length, ...kept);
  }

  private covers(each: CanaryRule, path: string): boolean {
    const below =
      each.base === '' ? path : path.startsWith(`${each.base}/`) ? path.slice(each.base.length + 1) : undefined;
    if (below === undefined) return false;
    if (each.shape.kind === 'directory') return below.split('/').slice(0, -1).includes(each.shape.name);
    if (each.shape.kind === 'ending') return below.endsWith(`.${each.shape.name}`);
    return below === this.fileBelow(each);
  }

  private patternOf(each: CanaryRule): string {
    if (each.shape.kind === 'directory') return `${each.shape.name}/`;
    return each.shape.kind === 'ending' ? `*.${each.shape.name}` : `/${this.fileBelow(each)}`;
  }

  /** Path of the picked file relative to the rule's base; a name that exists nowhere when it lies elsewhere. */
  private fileBelow(each: CanaryRule): string {
    const path =
      (each.shape.kind === 'file' ? this.files[each.shape.pick % Math.max(this.files.length, 1)]?.path : undefined) ??
      'none';
    if (each.base === '') return path;
    return path.startsWith(`${each.base}/`) ? path.slice(each.base.length + 1) : 'none';
  }

  private newPath(directoryName: string, endingName: string, owner: CanaryFile): string {
    const name = `${this.newCanary(owner)}.${endingName}`;
    return directoryName === '' ? name : `${directoryName}/${name}`;
  }

  private newLines(count: number, owner: CanaryFile): string[] {
    const lines = Array.from(
      { length: count },
      () => `const ${this.newCanary(owner)} = ${'x'.repeat(this.count % 90)};`,
    );
    owner.everyLine.push(...lines);
    return lines;
  }

  private newCanary(owner: CanaryFile): string {
    const canary = `canary_${++this.count}_`;
    this.owners.set(canary, owner);
    return canary;
  }
}

/** Canaries in the text and the label of a part. */
export function canariesIn(part: PromptPart): readonly string[] {
  return `${part.text}\n${part.path ?? ''}`.match(/canary_\d+_/g) ?? [];
}

function restsOnScreenText(origin: Origin): boolean {
  if (origin.kind !== 'tool' && origin.kind !== 'model') return false;
  return origin.sources.some((source) => source.kind === 'terminal' || restsOnScreenText(source));
}

/** The same file's URI as different programs write it. */
function spelled(uri: string, way: number): string {
  switch (way) {
    case 0:
      return uri;
    case 1:
      return decodeURIComponent(uri);
    case 2:
      return uri.replace('file:///', 'FILE://localhost/').replaceAll('_', '%5F');
    case 3:
      return uri.replace(/\/([^/]*)$/, '/./x/..//$1');
    default:
      return uri.endsWith('.ipynb')
        ? uri.replace('file://', 'vscode-notebook-cell:') + '#W1sZmlsZQ%3D%3D'
        : pathToUri(decodeURIComponent(uri.slice(7)));
  }
}
