const asciiUnitsPerToken = 4;
const otherUnitsPerToken = 2;

/**
 * Tokens that a text costs a model, estimated without its tokenizer: four ASCII characters to a token, two of other
 * alphabets, one of Chinese, Japanese, Korean and emoji. Rather too high than too low outside ASCII.
 */
export function estimateTokens(text: string): number {
  // Bytes are counted many times faster than units of each kind, and nearly all code has one a unit.
  if (Buffer.byteLength(text) === text.length) return Math.ceil(text.length / asciiUnitsPerToken);
  let ascii = 0;
  let alphabetic = 0;
  let dense = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) ascii++;
    else if (unit < 0x2000) alphabetic++;
    else dense++;
  }
  return Math.ceil(ascii / asciiUnitsPerToken + alphabetic / otherUnitsPerToken + dense);
}
