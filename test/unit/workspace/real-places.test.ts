import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../../../src/engine/host';
import { pathToUri } from '../../../src/engine/text';
import {
  compilePolicy,
  composePolicySnapshot,
  noExclusionSettings,
  type Policy,
  RealPlaces,
} from '../../../src/engine/workspace';
import { memoryHost } from '../support/memory-host';

function policyOver(cairnignore: string, folders: readonly string[] = ['file:///w']): Policy {
  const ignoreFiles = [{ uri: `${folders[0]}/.cairnignore`, kind: 'cairnignore' as const, text: cairnignore }];
  const { snapshot } = composePolicySnapshot({ folders, settings: noExclusionSettings, ignoreFiles, epoch: 1 });
  return compilePolicy(snapshot);
}

describe('the real places of files', () => {
  it('make a linked file as private as the file that it leads to, and never less than its own path says', async () => {
    const host = memoryHost({ '/w/secret/a.ts': 'x', '/w/open/a.ts': 'x', '/w/.env': 'x', '/home/key.pem': 'x' });
    host.links.set('/w/link', '/w/secret');
    host.links.set('/w/notes.txt', '/w/.env');
    host.links.set('/w/outside.txt', '/home/key.pem');
    host.links.set('/w/secret/way-out', '/w/open');
    host.links.set('/w/chain', '/w/link');
    const places = new RealPlaces(host);
    const policy = policyOver('secret/\n');
    const judged = places.over(policy);
    const expected = {
      'link/a.ts': 'private',
      'link/new.ts': 'private',
      'chain/deep/er/new.ts': 'private',
      'notes.txt': 'private',
      'outside.txt': 'private',
      'secret/way-out/a.ts': 'private',
      'open/a.ts': 'free',
      'open/none.ts': 'free',
    };
    for (const [name, strength] of Object.entries(expected)) {
      const uri = `file:///w/${name}`;
      await places.look(uri, policy.folders);
      expect(judged.judge(uri).strength, name).toBe(strength);
    }
    expect(places.isLinked('file:///w/link/a.ts')).toBe(true);
    expect(places.isLinked('file:///w/open/a.ts')).toBe(false);
    for (const uri of [
      'vscode-notebook-cell:/w/link/a.ipynb#1',
      'vscode-notebook-cell://ssh-remote+box/w/link/a.ipynb#1',
      'untitled:/w/link/new.ts',
    ]) {
      await places.look(uri, policy.folders);
      expect(judged.judge(uri).strength, uri).toBe('private');
    }
    await places.look('untitled:Untitled-1', policy.folders);
    expect(judged.judge('untitled:Untitled-1').strength).toBe('free');
  });

  it('leave a workspace alone that is itself opened through a link, and follow a link that is replaced', async () => {
    const host = memoryHost({ '/data/w/src/a.ts': 'x', '/data/w/secret/a.ts': 'x' });
    host.links.set('/home', '/data');
    host.links.set('/home/w/link', '/data/w/secret');
    host.links.set('/data/w/link', '/data/w/secret');
    const places = new RealPlaces(host);
    const policy = policyOver('/secret/\n', ['file:///home/w']);
    const judged = places.over(policy);
    await places.look('file:///home/w/src/a.ts', policy.folders);
    expect(places.isLinked('file:///home/w/src/a.ts')).toBe(false);
    await places.look('file:///home/w/link/a.ts', policy.folders);
    expect(judged.judge('file:///home/w/link/a.ts').strength).toBe('private');
    host.links.delete('/data/w/link');
    await places.look('file:///home/w/link/a.ts', policy.folders);
    expect(judged.judge('file:///home/w/link/a.ts').strength).toBe('private');
    await host.writeFile('/data/w/link/a.ts', 'x');
    await places.look('file:///home/w/link/a.ts', policy.folders);
    expect(judged.judge('file:///home/w/link/a.ts').strength).toBe('free');
  });

  it('are those of the real machine', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'cairn-places-'));
    await mkdir(path.join(root, 'w', 'secret'), { recursive: true });
    await writeFile(path.join(root, 'w', 'secret', 'ä b.ts'), '');
    await symlink(path.join(root, 'w', 'secret'), path.join(root, 'w', 'link'), 'junction');
    await symlink(path.join(root, 'w'), path.join(root, 'opened'), 'junction');
    const folder = pathToUri(path.join(root, 'opened'));
    const places = new RealPlaces(nodeHost());
    const policy = policyOver('/secret/\n', [folder]);
    for (const name of ['link/%C3%A4%20b.ts', 'link/new%20one.ts']) {
      await places.look(`${folder}/${name}`, policy.folders);
      expect(places.over(policy).judge(`${folder}/${name}`).strength, name).toBe('private');
    }
    await places.look(`${folder}/secret/%C3%A4%20b.ts`, policy.folders);
    expect(places.isLinked(`${folder}/secret/%C3%A4%20b.ts`)).toBe(false);
    await rm(root, { recursive: true });
  });
});
