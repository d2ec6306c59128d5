import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { seeded } from './statistics.mjs';

const filesUsed = 8;

/** The TypeScript files below a folder, relative to it, in a stable order. */
export function typescriptFiles(root) {
  return readdirSync(root, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .sort();
}

/** Ends of lines of code at which a person goes on with a new line, drawn evenly from a few files and grouped by file. */
export function drawPlaces(root, count, seed) {
  const random = seeded(seed);
  const draw = (list) => list.splice(Math.floor(random() * list.length), 1)[0];
  const files = typescriptFiles(root)
    .map((file) => ({ file, lines: placesIn(readFileSync(path.join(root, file), 'utf8')) }))
    .filter(({ lines }) => lines.length >= Math.ceil(count / filesUsed));
  const places = [];
  for (let taken = 0; taken < filesUsed; taken++) {
    const { file, lines } = draw(files);
    for (let here = 0; here < count / filesUsed && places.length < count; here++)
      places.push({ file, line: draw(lines) });
  }
  return places;
}

function placesIn(text) {
  const lines = text.split('\n');
  return [...lines.keys()].filter((at) => at > 8 && /[;{]$/.test(lines[at]) && !/^\s*(\*|\/\/)/.test(lines[at]));
}

/** Real code of a number of lines, put together from the sources of a folder. */
export function longText(root, lines) {
  const all = [];
  for (const file of typescriptFiles(root)) {
    if (all.length >= lines) break;
    all.push(...readFileSync(path.join(root, file), 'utf8').split('\n'));
  }
  return all.slice(0, lines).join('\n');
}
