import type { SymbolDefinition } from '../syntax';
import { detached } from '../text';
import type { LineFacts } from './text-scan';

/** UTF-16 units without the white space around them. */
const LONGEST_LINE = 240;
/** A longer line is not even read: a whole file can stand on one line, with thousands of definitions. */
const LONGEST_LINE_BYTES = 4 * LONGEST_LINE;

/**
 * What stands for a definition in a prompt: its line as the author wrote it when that says all that the signature says,
 * else the folded signature.
 */
export function shownSignature(symbol: SymbolDefinition, lines: LineFacts): string {
  if (lines.bytesIn(symbol.nameLine) > LONGEST_LINE_BYTES) return symbol.signature;
  const written = lines.text(symbol.nameLine).trim();
  if (written.length > LONGEST_LINE || written === symbol.signature) return symbol.signature;
  return says(written, symbol.signature) ? detached(written) : symbol.signature;
}

function says(line: string, signature: string): boolean {
  return line.includes(signature) || withoutSpace(line).includes(withoutSpace(signature));
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
