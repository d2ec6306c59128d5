import { isWord } from './tokenize';

/** What a token is like when its spelling is left aside: positive numbers are ids of signs and keywords, which stand for themselves. */
export type Shape = number;

const LOWER: Shape = -1;
const CAPITAL: Shape = -2;
const UPPER: Shape = -3;
const NUMBER: Shape = -4;

const KEYWORDS = new Set(
  (
    'abstract and as assert async await auto bool boolean break byte case catch char class const continue crate def default defer ' +
    'delete do double elif else enum err error except export extends extern false final finally float fn for from func function ' +
    'global go goto if impl implements import in include int interface is lambda let long loop map match mod module mut namespace ' +
    'new nil None not null number object operator or override package pass private protected pub public raise range readonly ref ' +
    'return select self Self short signed sizeof static std str string String struct super switch template this throw throws trait ' +
    'true True try type typedef typeof undefined union unknown unsafe unsigned use using var virtual void where while with yield False'
  ).split(' '),
);

/** Shape of a token with this text and this id. */
export function shapeOf(text: string, id: number): Shape {
  const word = text.trimStart();
  if (!isWord(word) || KEYWORDS.has(word)) return id;
  const first = word.charCodeAt(0);
  if (first >= 48 && first <= 57) return NUMBER;
  if (word.toUpperCase() === word && word.toLowerCase() !== word) return word.length === 1 ? CAPITAL : UPPER;
  return word.charAt(0) !== word.charAt(0).toLowerCase() ? CAPITAL : LOWER;
}

/** True for shapes that stand for many words. */
export function isNameShape(shape: Shape): boolean {
  return shape < 0;
}
