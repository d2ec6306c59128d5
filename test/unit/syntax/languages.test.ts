import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { grammars, hasGrammar, isCode, languageIdOf, languageOf, runtimeWasm } from '../../../src/engine/syntax';
import { plainLanguages } from '../../../src/engine/syntax/plain-languages';
import { installedFile, installedVersion } from './installed-grammars';

describe('the grammar table', () => {
  it('holds 25 languages or more', () => {
    const languages = new Set(grammars.map((grammar) => grammar.query));
    expect(languages.size).toBeGreaterThanOrEqual(25);
  });

  it.each([runtimeWasm, ...grammars.map((grammar) => grammar.wasm)])('names what is installed: $file', (wasm) => {
    expect(installedVersion(wasm)).toBe(wasm.version);
    expect(
      createHash('sha256')
        .update(readFileSync(installedFile(wasm)))
        .digest('hex'),
    ).toBe(wasm.sha256);
  });

  it('gives each language, extension and file name to one entry only', () => {
    const everything = [...grammars, ...plainLanguages];
    const claimed = everything.flatMap(({ languageId, extensions, fileNames }) => [
      languageId,
      ...extensions,
      ...fileNames.map((name) => `=${name}`),
    ]);
    expect(claimed.filter((claim, index) => claimed.indexOf(claim) !== index)).toEqual([]);
  });

  it('spells extensions and file names in lower case', () => {
    const spelled = [...grammars, ...plainLanguages].flatMap(({ extensions, fileNames }) => [
      ...extensions,
      ...fileNames,
    ]);
    expect(spelled.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });
});

describe('languageIdOf', () => {
  it.each([
    ['src/a.ts', 'typescript'],
    ['src/a.d.mts', 'typescript'],
    ['C:\\work\\Panel.TSX', 'typescriptreact'],
    ['a/b.jsx', 'javascriptreact'],
    ['setup.py', 'python'],
    ['x/y.go', 'go'],
    ['A.java', 'java'],
    ['lib.rs', 'rust'],
    ['main.c', 'c'],
    ['main.cc', 'cpp'],
    ['Program.cs', 'csharp'],
    ['Gemfile', 'ruby'],
    ['a/Makefile', 'makefile'],
    ['Dockerfile.dev', 'dockerfile'],
    ['tsconfig.json', 'jsonc'],
    ['package.json', 'json'],
    ['.gitignore', 'ignore'],
    ['README.md', 'markdown'],
    ['LICENSE', 'plaintext'],
    ['a.b/no-extension', 'plaintext'],
    ['odd.extension', 'plaintext'],
    ['', 'plaintext'],
  ])('%s is %s', (path, languageId) => expect(languageIdOf(path)).toBe(languageId));
});

describe('languageOf', () => {
  it('reads a header as C++ when it has a class, a namespace, a template or a scope', () => {
    expect(languageOf('ring.h', 'struct ring { int size; };')).toBe('c');
    expect(languageOf('ring.h')).toBe('c');
    for (const head of [
      'class Ring {};',
      'namespace ring {',
      'template <typename T> struct Ring;',
      'std::vector<int> ring();',
      '  public:\n',
    ]) {
      expect(languageOf('ring.h', `#pragma once\n${head}`), head).toBe('cpp');
    }
  });

  it('reads a header as Objective-C when it imports or declares an interface', () => {
    for (const head of ['#import "Base.h"\n', '@class Bank;', '@interface Account : NSObject', '@protocol A']) {
      expect(languageOf('Account.h', head), head).toBe('objective-c');
    }
  });

  it('is not misled by comments and words', () => {
    expect(
      languageOf(
        'ring.h',
        '/* A class of rings,\n namespace std::ring */\n// template <x>\nint classify(int class_id);',
      ),
    ).toBe('c');
  });

  it('is undefined for files without a grammar', () => {
    expect(languageOf('README.md')).toBeUndefined();
    expect(languageOf('a.groovy')).toBeUndefined();
    expect(languageOf('types.mli')).toBeUndefined();
  });
});

describe('isCode and hasGrammar', () => {
  it('know program code from data and prose', () => {
    expect([isCode('typescript'), isCode('csharp'), isCode('json'), isCode('markdown'), isCode('nonsense')]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([hasGrammar('javascriptreact'), hasGrammar('csharp'), hasGrammar('sql')]).toEqual([true, true, false]);
  });
});
