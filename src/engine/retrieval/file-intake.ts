import type { FileStat, Host } from '../host';
import { contentNumber, type DroppedFile, type FileDescription, type IndexedFile } from '../index';
import { languageIdOf, languageOf } from '../syntax';
import { baseName, relativePath, uriToPath } from '../text';
import {
  contentStrength,
  type FileSignals,
  fileSignals,
  mayBeIndexed,
  type Policy,
  type RealPlaces,
} from '../workspace';
import type { DocumentTexts } from './document-texts';
import { stampOf } from './file-stamp';

export type Intake =
  | { readonly kind: 'text'; readonly file: FileDescription; readonly text: string }
  /** Not there, outside the folders, or kept out by the policy. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'left-out'; readonly reason: string };

const NO_SIGNALS = fileSignals('');

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

  /** `known` is what the index holds of the file where that was just read, and is hardly ever another by now. */
  async take(uri: string, known?: IndexedFile): Promise<Intake> {
    const { host, texts, places } = this;
    if (!this.mayBeIndexed(uri)) return { kind: 'gone' };
    const again = known && (await this.takeAgain(known));
    if (again) return again;
    const isToLookFor = this.toldOf.delete(uri) || texts.opened(uri) !== undefined;
    const lookedAt = host.now();
    const [stat] = await Promise.all([
      texts.opened(uri) ? undefined : this.statOf(uri),
      isToLookFor && places.look(uri, this.policy?.folders ?? []),
    ]);
    // Where it really is may be excluded.
    if (isToLookFor && !this.mayBeIndexed(uri)) return { kind: 'gone' };
    if (places.isLinked(uri) && !texts.opened(uri)) return { kind: 'left-out', reason: 'a symbolic link' };
    if (!texts.opened(uri) && stat && stat.kind !== 'file') {
      if (stat.kind === 'directory') return { kind: this.strengthOf(`${uri}/`, NO_SIGNALS) ? 'directory' : 'gone' };
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
    return {
      kind: 'text',
      file: { ...described, languageId, content: contentNumber(text), ...(stamp && { stamp }) },
      text,
    };
  }

  /** The same text as before, without asking the disk what else it says of the file; undefined when it is another, or may be used otherwise. */
  private async takeAgain({ uri, content, stamp, path, signals }: IndexedFile): Promise<Intake | undefined> {
    const { texts, places } = this;
    const isSettled = () => !texts.opened(uri) && !this.toldOf.has(uri) && !places.isLinked(uri);
    if (!stamp || stamp.bytes > this.maxFileBytes || !isSettled()) return undefined;
    const outcome = await texts.load(uri);
    if (outcome.kind !== 'text' || !isSettled()) return undefined;
    const { text } = outcome.document;
    const strength = this.strengthOf(uri, signals);
    const folder = texts.folderOf(uri);
    if (contentNumber(text) !== content || !strength || folder === undefined || pathIn(folder, uri) !== path)
      return undefined;
    const languageId = languageOf(path, text) ?? languageIdOf(path);
    return { kind: 'text', file: { uri, path, folder, languageId, signals, strength, content, stamp }, text };
  }

  /** What the policy and the beginning of a file's text say of it now; undefined when it may not be indexed. */
  private describe(uri: string, head: string): FileDescription | undefined {
    const folder = this.texts.folderOf(uri);
    if (folder === undefined) return undefined;
    const path = pathIn(folder, uri);
    const signals = fileSignals(path, head);
    const strength = this.strengthOf(uri, signals);
    return strength && { uri, path, folder, languageId: languageIdOf(path), signals, strength };
  }

  /** Whether it is in a folder and the policy lets it in, whatever its text says. */
  private mayBeIndexed(uri: string): boolean {
    return this.texts.folderOf(uri) !== undefined && this.strengthOf(uri, NO_SIGNALS) !== undefined;
  }

  /** The strictest of what the policy and the file itself say; undefined when it may not be indexed. */
  strengthOf(uri: string, signals: FileSignals): FileDescription['strength'] | undefined {
    const strength = this.policy?.judge(uri).strength ?? 'private';
    if (!mayBeIndexed(strength)) return undefined;
    return strength === 'low-quality' ? strength : contentStrength(signals);
  }

  /** Whether a file that was indexed may still be used as it was then. */
  stands({ uri, signals, strength, folder }: DroppedFile): boolean {
    return this.strengthOf(uri, signals) === strength && this.texts.folderOf(uri) === folder;
  }

  private async statOf(uri: string): Promise<FileStat | undefined> {
    try {
      return await this.host.stat(uriToPath(uri));
    } catch {
      return undefined;
    }
  }
}

function pathIn(folder: string, uri: string): string {
  return relativePath(folder, uri) || baseName(uri);
}
