import { describe, expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../src/engine/index';
import { namedPlaces } from '../../../src/engine/retrieval/question/named-places';
import { filesAt, framedFiles } from '../../../src/engine/retrieval/question/placed-files';
import { languageIdOf } from '../../../src/engine/syntax';
import { fileSignals } from '../../../src/engine/workspace';

function indexOf(...paths: string[]): WorkspaceIndex {
  const index = new WorkspaceIndex();
  for (const path of paths) {
    const described = { uri: `file:///w/${path}`, path, folder: 'file:///w', languageId: languageIdOf(path) };
    index.put({ ...described, signals: fileSignals(path), strength: 'free' }, 'text', undefined);
  }
  return index;
}

describe('filesAt', () => {
  const index = indexOf('src/web/server.go', 'src/core/Main.cs', 'setup.py', 'a/same.ts', 'b/same.ts', 'c/same.ts');
  const pathsAt = (path: string) => filesAt(index, path).map((file) => file.path);

  it.each([
    ['server.go', 'src/web/server.go'],
    ['web/server.go', 'src/web/server.go'],
    ['/home/me/other/web/server.go', 'src/web/server.go'],
    ['C:\\work\\src\\core\\main.cs', 'src/core/Main.cs'],
    ['/home/me/project/setup.py', 'setup.py'],
    ['./setup.py', 'setup.py'],
    ['看web/server.go', 'src/web/server.go'],
  ])('finds the file of %s', (path, expected) => {
    expect(pathsAt(path)).toEqual([expected]);
  });

  it.each(['net/http/server.go', '/usr/lib/go/server.go'])('takes %s for a file of something else', (path) => {
    expect(pathsAt(path)).toEqual([]);
  });

  it('prefers a file whose whole path is written', () => {
    const both = indexOf('lib/rules/one.js', 'tests/lib/rules/one.js');
    expect(filesAt(both, '/x/node_modules/linter/lib/rules/one.js').map(({ path }) => path)).toEqual([
      'lib/rules/one.js',
    ]);
    expect(filesAt(both, 'rules/one.js')).toHaveLength(2);
  });

  it('finds nothing for a name that many files have', () => {
    expect(pathsAt('same.ts')).toEqual([]);
    expect(pathsAt('b/same.ts')).toEqual(['b/same.ts']);
  });
});

describe('framedFiles', () => {
  it('gives the files of a trace, innermost first, each once', () => {
    const index = indexOf('lib/rules/one.js', 'lib/emitter.js', 'lib/cli.js');
    const trace = `TypeError: no type
    at check (/x/node_modules/linter/lib/rules/one.js:47:31)
    at Block (/x/node_modules/linter/lib/rules/one.js:84:25)
    at emit (events.js:95:20)
    at emit (/x/node_modules/linter/lib/emitter.js:45:58)`;
    const found = framedFiles(index, namedPlaces(trace));
    expect(found.map(({ file }) => file.path)).toEqual(['lib/rules/one.js', 'lib/emitter.js']);
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 1);
    expect(framedFiles(index, namedPlaces('what is in lib/cli.js:3?'))).toEqual([]);
  });
});
