import { it } from 'vitest';
import { inlineParser, languageOf } from '../../../src/engine/syntax';
import { fixture, installedGrammars } from './installed-grammars';
import { writeFileSync } from 'node:fs';
it('tries', async () => {
  let out = '';
  for (const name of (process.env['TRY'] ?? '').split(' ')) {
    const parser = inlineParser(installedGrammars);
    try {
      const text = fixture(name);
      const s = await parser.parse(languageOf(name, text) ?? '', text);
      out += `== ${name} ${languageOf(name)} errors ${s?.errors}\n`;
      for (const { kind, container, name: n, startLine, endLine, nameLine, nameCharacter, signature } of s?.symbols ?? []) out += `${kind} ${container === '' ? n : `${container}.${n}`} ${startLine}-${endLine} ${nameLine}:${nameCharacter} | ${signature}\n`;
      for (const { name: n, from, line } of s?.imports ?? []) out += `${line} ${n} < ${from}\n`;
    } catch (e) { out += `== ${name} FAILED ${String(e).slice(0, 300)}\n`; }
  }
  writeFileSync('/tmp/cairn/try.txt', out);
}, 60000);
