import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJson } from '../../tools/read-json.mjs';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-stamps-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a stamp file', () => {
  it.each([
    ['{"mode":"production"}', { mode: 'production' }],
    ['{"mode":"prod', undefined],
    ['', undefined],
  ])('that holds %j says %j', async (text, said) => {
    await writeFile(join(folder, 'stamp'), text);
    expect(readJson(join(folder, 'stamp'))).toEqual(said);
  });

  it('that is missing says nothing', () => {
    expect(readJson(join(folder, 'none'))).toBeUndefined();
  });
});
