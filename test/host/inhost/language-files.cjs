'use strict';
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

const fixtures = path.join(__dirname, '..', '..', 'fixtures', 'syntax');
const names = readdirSync(fixtures).filter((name) => name !== 'golden');

/** Copies of each language's fixture in one file: enough code that the busiest parts of its parser would be optimised. */
const copiesPerFile = 10;
const filesPerLanguage = 2;

/** Path → text of the files that one round adds: the same code in folders of their own. */
function filesOfRound(round) {
  const files = {};
  for (const name of names) {
    const text = readFileSync(path.join(fixtures, name), 'utf8');
    for (let file = 0; file < filesPerLanguage; file++) {
      files[`round${round}/part${file}/${name}`] = `${text}\n`.repeat(copiesPerFile);
    }
  }
  return files;
}

module.exports = { filesOfRound };
