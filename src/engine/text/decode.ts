export type DecodedText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'binary' };

/**
 * Text of a file's bytes: UTF-8 with or without a byte order mark, UTF-16 with one. A NUL makes it binary. Bytes that are not UTF-8
 * become U+FFFD, since old code in other encodings is still code; where more than a tenth of the first 4,096 bytes' characters are
 * such, it is binary.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return textOrBinary(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return textOrBinary(new TextDecoder('utf-16be').decode(bytes));
  if (bytes.includes(0)) return { kind: 'binary' };
  const text = new TextDecoder('utf-8').decode(bytes);
  const head = text.slice(0, 4096);
  const broken = head.length - head.replaceAll('\ufffd', '').length;
  return broken * 10 > head.length ? { kind: 'binary' } : { kind: 'text', text };
}

function textOrBinary(text: string): DecodedText {
  return text.includes('\0') ? { kind: 'binary' } : { kind: 'text', text };
}
