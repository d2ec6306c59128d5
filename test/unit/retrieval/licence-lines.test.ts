import { describe, expect, it } from 'vitest';
import { licenceLines } from '../../../src/engine/retrieval/question/licence-lines';

describe('licenceLines', () => {
  it.each(['\n', '\r\n', '\r'])('counts as many blank lines as there are, with %j between lines', (lineBreak) => {
    const text = ['// Copyright Someone', ...Array<string>(500).fill(''), 'const a = 1;'].join(lineBreak);
    expect(licenceLines(text)).toBe(501);
  });

  it.each([
    ['/*\n * Copyright (c) 2020 Someone\n * MIT License\n */\npackage a;', 4],
    ['// Copyright Someone\n// SPDX-License-Identifier: MIT\n\n// What this is.\nfn a() {}', 3],
    ['#!/usr/bin/env python\n# Licensed under the Apache License\n\nimport os', 3],
    ['<!-- Copyright Someone -->\n<p>', 1],
  ])('counts the lines of %j and the blank ones below', (text, lines) => {
    expect(licenceLines(text)).toBe(lines);
  });

  it.each([
    '/** Reads what a licensee may do. */\nclass Reader {}',
    '#include <a>\n// license',
    'const licence = 1;',
    '/* Copyright that does not end',
    '// What this is.\nconst a = "copyright";',
    '',
  ])('leaves %j as it is', (text) => {
    expect(licenceLines(text)).toBe(0);
  });
});
