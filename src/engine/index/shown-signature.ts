import type { SymbolDefinition } from '../syntax';
import { detached } from '../text';
import type { LineFacts } from './text-scan';

/** UTF-16 units without the white space around them. */
const LONGEST_LINE = 240;
/** A longer line is not even read: a whole file can stand on one line, with thousands of definitions. */
const LONGEST_LINE_BYTES = 4 * LONGEST_LINE;

/** What a line that begins a body ends with, which signatures leave out. */
const OPENING = /\s*(?:=>|[={:])$/;

/**
 * What stands for a definition in a prompt: its line as the author wrote it when that says all that the signature says,
 * else the folded signature, which ends as that line does.
 */
export function shownSignature(symbol: SymbolDefinition, lines: LineFacts): string {
  if (lines.bytesIn(symbol.nameLine) > LONGEST_LINE_BYTES) return symbol.signature;
  const written = lines.text(symbol.nameLine).trim();
  if (written.length > LONGEST_LINE || written === symbol.signature) return symbol.signature;
  if (says(written, symbol.signature)) return detached(written);
  const end = endOf(written, symbol.signature);
  return end === '' ? symbol.signature : detached(symbol.signature + end);
}

/** What begins the body behind a signature whose last line is `written`; a type that is only declared has nothing there. */
function endOf(written: string, signature: string): string {
  const opening = OPENING.exec(written)?.[0] ?? '';
  const rest = withoutSpace(written.slice(0, written.length - opening.length));
  return opening !== '' && withoutSpace(signature).endsWith(rest) ? opening : '';
}

function says(line: string, signature: string): boolean {
  return line.includes(signature) || withoutSpace(line).includes(withoutSpace(signature));
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
