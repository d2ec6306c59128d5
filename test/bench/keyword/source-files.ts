import { nodeHost } from '../../../src/engine/host';
import { pathToUri } from '../../../src/engine/text';
import { compilePolicy, composePolicySnapshot, defaultLimits, walkFolders } from '../../../src/engine/workspace';

/** A file that every engine indexes. */
export interface SourceFile {
  readonly file: string;
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** Peers have no limits, so all files are taken. */
const unlimited = { ...defaultLimits, maxFiles: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };

/** The files below `root` that Cairn would index, by the built-in rules. */
export async function listSources(root: string): Promise<SourceFile[]> {
  const host = nodeHost();
  const folder = pathToUri(root);
  const { snapshot } = composePolicySnapshot({
    folders: [folder],
    settings: { private: [], lowQuality: [] },
    ignoreFiles: [],
    epoch: 1,
  });
  const found: SourceFile[] = [];
  const steps = walkFolders(host, [folder], compilePolicy(snapshot), unlimited, {
    signal: new AbortController().signal,
  });
  for await (const step of steps) {
    if (step.kind !== 'file' || step.file.bytes === 0) continue;
    const { path, bytes } = step.file;
    found.push({ file: `${root}/${path}`, path, bytes });
  }
  return found;
}
