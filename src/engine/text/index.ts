export { byteSize } from './byte-size';
export { decodeText } from './decode';
export type { DecodedText } from './decode';
export { detached } from './detached';
export { digest } from './digest';
export { editDistance, editSimilarity } from './edit-distance';
export {
  beginsWithCapital,
  identifiersOf,
  IdentifierSet,
  subwordsOf,
  tokensOf,
  tokensOfIdentifier,
} from './identifiers';
export { isImportLine } from './import-line';
export { type FoundLines, LineFinder, lineStarts, offsetAt, positionAt, splitLines } from './lines';
export type { Position, Range } from './positions';
export { stem, stemLetters } from './stem';
export { estimateTokens } from './token-estimate';
export {
  baseName,
  canonicalUri,
  joinUri,
  parentUri,
  pathSegments,
  pathToUri,
  relativePath,
  schemeOf,
  uriToPath,
} from './uri';
export { wholeNames } from './whole-names';
