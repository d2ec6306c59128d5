/** Stands for the name in a signature that is kept beside it. */
const NAME = '\u0001';
/** Stands before one of these two that the signature itself has. */
const LITERAL = '\u0002';

const SPECIAL = /[\u0001\u0002]/;
const EVERY_SPECIAL = /[\u0001\u0002]/g;
const EVERY_KEPT = /\u0002([\u0001\u0002])|\u0001/g;

/** A signature without the first occurrence of the name that it declares, which often is most of it. */
export function shortSignature(signature: string, name: string): string {
  const at = name.length > 1 ? signature.indexOf(name) : -1;
  if (at < 0) return escaped(signature);
  return `${escaped(signature.slice(0, at))}${NAME}${escaped(signature.slice(at + name.length))}`;
}

/** The signature of which `shortSignature` made this. */
export function wholeSignature(short: string, name: string): string {
  if (short.includes(LITERAL)) {
    return short.replace(EVERY_KEPT, (_, literal: string | undefined) => literal ?? name);
  }
  const at = short.indexOf(NAME);
  return at < 0 ? short : `${short.slice(0, at)}${name}${short.slice(at + 1)}`;
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, (found) => `${LITERAL}${found}`) : text;
}
