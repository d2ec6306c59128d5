import { crc32 } from 'node:zlib';
import type { FileStat, Host } from '../host';
import type { FileDescription } from '../index';
import { languageIdOf, languageOf } from '../syntax';
import { baseName, relativePath, uriToPath } from '../text';
import { contentStrength, type FileSignals, fileSignals, type Policy, type RealPlaces } from '../workspace';
import type { DocumentTexts } from './document-texts';
import { stampOf } from './file-stamp';

export type Intake =
  | { readonly kind: 'text'; readonly file: FileDescription; readonly text: string }
  /** Not there, outside the folders, or kept out by the policy. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'left-out'; readonly reason: string };

/** Reads a file for the index and says what is known of it. */
export class FileIntake {
  /** Judges by `places` too. */
  policy: Policy | undefined;
  /** Files that were told of from outside: the walk, which follows no link, has not come to them. */
  private readonly toldOf = new Set<string>();

  constructor(
    private readonly host: Host,
    private readonly texts: DocumentTexts,
    private readonly places: RealPlaces,
    public maxFileBytes: number,
  ) {}

  /** The path may lead through a link: where it leads is looked at when the file is taken. */
  expect(uri: string): void {
    this.toldOf.add(uri);
  }

  async take(uri: string): Promise<Intake> {
    const { host, texts, places } = this;
    if (!this.describe(uri, '')) return { kind: 'gone' };
    const isToLookFor = this.toldOf.delete(uri) || texts.opened(uri) !== undefined;
    const lookedAt = host.now();
    const [stat] = await Promise.all([
      texts.opened(uri) ? undefined : this.statOf(uri),
      isToLookFor && places.look(uri, this.policy?.folders ?? []),
    ]);
    // Where it really is may be excluded.
    if (isToLookFor && !this.describe(uri, '')) return { kind: 'gone' };
    if (places.isLinked(uri) && !texts.opened(uri)) return { kind: 'left-out', reason: 'a symbolic link' };
    if (!texts.opened(uri) && stat && stat.kind !== 'file') {
      if (stat.kind === 'directory')
        return { kind: this.strengthOf(`${uri}/`, fileSignals('')) ? 'directory' : 'gone' };
      return { kind: 'left-out', reason: stat.kind === 'link' ? 'a symbolic link' : 'not a regular file' };
    }
    const outcome = await texts.load(uri);
    if (outcome.kind === 'missing') return { kind: 'gone' };
    if (outcome.kind === 'unusable') return { kind: 'left-out', reason: outcome.reason };
    const { text } = outcome.document;
    if (text.trim() === '') return { kind: 'left-out', reason: 'empty' };
    if (Buffer.byteLength(text) > this.maxFileBytes) return { kind: 'left-out', reason: 'too large' };
    const described = this.describe(uri, text);
    if (!described) return { kind: 'gone' };
    const languageId = texts.opened(uri)?.languageId ?? languageOf(described.path, text) ?? described.languageId;
    const stamp = texts.opened(uri) ? undefined : stampOf(stat, lookedAt);
    return { kind: 'text', file: { ...described, languageId, content: crc32(text), ...(stamp && { stamp }) }, text };
  }

  /** What the policy and the beginning of a file's text say of it now; undefined when it may not be indexed. */
  describe(uri: string, head: string): FileDescription | undefined {
    const folder = this.texts.folderOf(uri);
    if (folder === undefined) return undefined;
    const path = relativePath(folder, uri) || baseName(uri);
    const signals = fileSignals(path, head);
    const strength = this.strengthOf(uri, signals);
    return strength && { uri, path, folder, languageId: languageIdOf(path), signals, strength };
  }

  /** The strictest of what the policy and the file itself say; undefined when it may not be indexed. */
  strengthOf(uri: string, signals: FileSignals): FileDescription['strength'] | undefined {
    const strength = this.policy?.judge(uri).strength ?? 'private';
    if (strength === 'private' || strength === 'unindexed') return undefined;
    return strength === 'low-quality' ? strength : contentStrength(signals);
  }

  private async statOf(uri: string): Promise<FileStat | undefined> {
    try {
      return await this.host.stat(uriToPath(uri));
    } catch {
      return undefined;
    }
  }
}
