import type { Disposable, Memento } from 'vscode';
import { canonicalUri, schemeOf } from '../../engine/text';
import { describeVerdict, type Policy } from '../../engine/workspace';

const stateKey = 'cairn.pins';
const mostPins = 12;

export interface PinPorts {
  /** Where pins of this workspace are kept. */
  readonly state: Pick<Memento, 'get' | 'update'>;
  readonly policy: () => Policy | undefined;
  /** Whether a URI is inside a workspace folder. */
  readonly inWorkspace: (uri: string) => boolean;
  readonly exists: (uri: string) => Promise<boolean>;
}

export type PinResult = { readonly kind: 'pinned' } | { readonly kind: 'refused'; readonly message: string };

/**
 * The files of this workspace that the user pinned, oldest first, as canonical URIs. What was stored is checked when it is read; a
 * file that is excluded or gone is unpinned.
 */
export class Pins implements Disposable {
  readonly #listeners = new Set<() => void>();
  #uris: readonly string[];

  constructor(private readonly ports: PinPorts) {
    this.#uris = readPins(ports.state.get(stateKey));
  }

  list(): readonly string[] {
    return this.#uris;
  }

  has(uri: string): boolean {
    return this.#uris.includes(canonicalUri(uri));
  }

  onDidChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Pins a file, or says in one sentence why it cannot be pinned. */
  async pin(uri: string): Promise<PinResult> {
    const canonical = canonicalUri(uri);
    const message = await this.#objection(canonical);
    if (message) return { kind: 'refused', message };
    if (!this.has(canonical)) await this.#set([...this.#uris, canonical]);
    return { kind: 'pinned' };
  }

  async unpin(uri: string): Promise<void> {
    await this.#keep((known) => known !== canonicalUri(uri));
  }

  /** Unpins what a policy excludes, in any strength. */
  async policyChanged(policy: Policy): Promise<void> {
    await this.#keep((uri) => policy.judge(uri).strength === 'free');
  }

  /** Unpins what does not exist any more. */
  async filesChanged(): Promise<void> {
    const gone = new Set<string>();
    for (const uri of this.#uris) if (!(await this.ports.exists(uri))) gone.add(uri);
    await this.#keep((uri) => !gone.has(uri));
  }

  /** A file or folder has another name now. */
  async renamed(from: string, to: string): Promise<void> {
    const [before, after] = [canonicalUri(from), canonicalUri(to)];
    const moved = this.#uris.map((uri) =>
      uri === before || uri.startsWith(`${before}/`) ? after + uri.slice(before.length) : uri,
    );
    if (moved.some((uri, at) => uri !== this.#uris[at])) await this.#set([...new Set(moved)]);
  }

  async erase(): Promise<void> {
    await this.#keep(() => false);
  }

  dispose(): void {
    this.#listeners.clear();
  }

  async #objection(uri: string): Promise<string | undefined> {
    const policy = this.ports.policy();
    if (!policy) return 'The exclusion rules are being read; try again in a moment.';
    if (schemeOf(uri) !== 'file' || !this.ports.inWorkspace(uri)) return 'Only files of the workspace can be pinned.';
    const verdict = policy.judge(uri);
    if (verdict.strength !== 'free') return `An excluded file cannot be pinned. ${describeVerdict(verdict, uri)}.`;
    if (this.has(uri)) return undefined;
    if (this.#uris.length >= mostPins) return `At most ${mostPins} files can be pinned; unpin one first.`;
    return (await this.ports.exists(uri)) ? undefined : 'The file does not exist; save it first.';
  }

  async #keep(stays: (uri: string) => boolean): Promise<void> {
    const kept = this.#uris.filter(stays);
    if (kept.length < this.#uris.length) await this.#set(kept);
  }

  async #set(uris: readonly string[]): Promise<void> {
    this.#uris = uris;
    for (const listener of this.#listeners) listener();
    await this.ports.state.update(stateKey, uris.length > 0 ? uris : undefined);
  }
}

/** The stored value as far as it is a list of files. */
function readPins(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return [];
  const uris = stored.filter((uri): uri is string => typeof uri === 'string' && isFile(uri)).map(canonicalUri);
  return [...new Set(uris)].slice(0, mostPins);
}

function isFile(uri: string): boolean {
  return schemeOf(uri) === 'file';
}
