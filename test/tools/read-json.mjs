import { readFileSync } from 'node:fs';

/** What a JSON file says; undefined when there is none, or only a part of one, as an interrupted run leaves behind. */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
