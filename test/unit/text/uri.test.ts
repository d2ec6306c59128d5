import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baseName,
  canonicalUri,
  joinUri,
  parentUri,
  pathSegments,
  pathToUri,
  relativePath,
  uriToPath,
} from '../../../src/engine/text';

describe('canonical URIs', () => {
  it('gives one spelling for those of VS Code, Node and people', () => {
    const spellings = [
      'file:///c%3A/Users/J%C3%BCrgen/a%20b%2Bc%23/x%40y.ts',
      'file:///C:/Users/Jürgen/a b+c%23/x@y.ts',
      'FILE:///c:/Users/J%c3%bcrgen/./a%20b+c%23/x@y.ts',
      'file://localhost/c%3a/Users//Jürgen/z/../a%20b+c%23/x@y.ts/',
      'file:///c%3A/Users/J%C3%BCrgen/a%20b%2Bc%23/x%40y.ts?query#fragment',
    ];
    expect(new Set(spellings.map(canonicalUri)).size).toBe(1);
    expect(uriToPath(spellings[0] ?? '')).toBe('c:\\Users\\Jürgen\\a b+c#\\x@y.ts');
    expect(pathToUri('C:\\Users\\Jürgen\\a b+c#\\x@y.ts')).toBe(canonicalUri(spellings[0] ?? ''));
  });

  it('keeps UNC paths, roots and drives', () => {
    expect(uriToPath(pathToUri('\\\\Server\\share\\a b'))).toBe('\\\\server\\share\\a b');
    expect(uriToPath('file:///')).toBe('/');
    expect(uriToPath('file:///c%3A')).toBe('c:\\');
    expect(pathToUri('/')).toBe('file:///');
  });

  it('keeps a percent sign that begins no valid sequence', () => {
    expect(uriToPath(pathToUri('/a/100%/b%zz%ff'))).toBe('/a/100%/b%zz%ff');
    expect(uriToPath('file:///a/%ff')).toBe('/a/%ff');
  });

  it('leaves other schemes alone, and canonicalises the paths of unsaved documents and cells', () => {
    for (const uri of ['output:x', 'git:/a/b?{"ref":""}', 'vscode-vfs://github/a/b', 'no uri at all', '']) {
      expect(canonicalUri(uri)).toBe(uri);
    }
    expect(canonicalUri('untitled:Untitled-1')).toBe('untitled:Untitled-1');
    expect(canonicalUri('untitled:/a%2Bb/c')).toBe(canonicalUri('untitled:/a+b/c'));
    expect(canonicalUri('vscode-notebook-cell:/C%3A/a.ipynb#W0s')).toBe('vscode-notebook-cell:/c%3A/a.ipynb#W0s');
  });

  const name = fc
    .string({ minLength: 1, maxLength: 12, unit: 'binary' })
    .filter((text) => !/[/\0]/.test(text) && text !== '.' && text !== '..');
  const posixPath = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => `/${names.join('/')}`);

  it('goes from any POSIX path to a URI and back, the same way as from Node’s URI', () => {
    fc.assert(
      fc.property(posixPath, (path) => {
        fc.pre(!/^\/[A-Za-z]:(\/|$)/.test(path));
        const uri = pathToUri(path);
        expect(uriToPath(uri)).toBe(path);
        expect(canonicalUri(uri)).toBe(uri);
        // Node's URI loses control characters and spaces at the end of a path.
        if (!/[\x00-\x20]$/.test(path)) expect(canonicalUri(pathToFileURL(path).href)).toBe(uri);
      }),
    );
  });

  it('is idempotent for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl(),
          fc.string({ unit: 'binary' }).map((text) => `file://${text}`),
        ),
        (text) => {
          const once = canonicalUri(text);
          expect(canonicalUri(once)).toBe(once);
        },
      ),
    );
  });

  it('joins, parts and relates', () => {
    fc.assert(
      fc.property(posixPath, name, (folder, last) => {
        fc.pre(!/^\/[A-Za-z]:/.test(folder));
        const uri = joinUri(pathToUri(folder), last);
        expect(uriToPath(uri)).toBe(`${folder}/${last}`);
        expect(baseName(uri)).toBe(last);
        expect(parentUri(uri)).toBe(pathToUri(folder));
        expect(relativePath(pathToUri(folder), uri)).toBe(last);
      }),
    );
    expect(relativePath('file:///a/b', 'file:///a/bc')).toBeUndefined();
    expect(relativePath('file:///a/b', 'file:///a/b')).toBe('');
    expect(relativePath('file:///', 'file:///a/b')).toBe('a/b');
    expect(parentUri('file:///a')).toBe('file:///');
    expect(parentUri('file:///')).toBe('file:///');
    expect(pathSegments('file://server/share/a%20b')).toEqual(['server', 'share', 'a b']);
  });

  it('has no path for what is no file', () => {
    expect(() => uriToPath('output:x')).toThrow(TypeError);
  });
});
