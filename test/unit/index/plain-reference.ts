import type { FieldWeights } from '../../../src/engine/index/ranking-constants';
import { B, CHUNK_FIELDS, DEFINITION_FIELDS, FILE_FIELDS, K1 } from '../../../src/engine/index/ranking-constants';
import type { SymbolDefinition } from '../../../src/engine/syntax';
import { tokensOf, tokensOfIdentifier } from '../../../src/engine/text';

type Fields = readonly [readonly string[], readonly string[], readonly string[], readonly string[]];

export interface ReferenceFile {
  readonly path: string;
  readonly text: string;
  readonly symbols: readonly SymbolDefinition[];
  /** Where chunks begin; zero-based lines, the first is 0. */
  readonly chunkStarts: readonly number[];
}

export interface ReferenceHit {
  readonly place: string;
  readonly score: number;
}

interface PlainDocument {
  readonly place: string;
  readonly fields: Fields;
}

/** BM25F over strings, straight from its definition and without an index: what the engine's answers must equal. */
export function referenceAnswers(files: readonly ReferenceFile[], words: readonly string[]) {
  const terms = [...new Set(words.flatMap((word) => tokensOfIdentifier(word)))];
  const wholes: PlainDocument[] = [];
  const chunks: PlainDocument[] = [];
  const definitions: PlainDocument[] = [];
  for (const { path, text, symbols, chunkStarts } of files) {
    const slash = path.lastIndexOf('/');
    const directory = tokensOf(path.slice(0, slash + 1));
    const base = tokensOf(path.slice(slash + 1).replace(/\.[^.]+$/, ''));
    const names = symbols.flatMap(({ name }) => tokensOfIdentifier(name));
    wholes.push({ place: path, fields: [tokensOf(text), names, directory, base] });
    const lines = text.split('\n');
    chunkStarts.forEach((start, at) => {
      const end = chunkStarts[at + 1] ?? lines.length;
      const inside = symbols.filter(({ nameLine }) => nameLine >= start && nameLine < end);
      const body = tokensOf(lines.slice(start, end).join('\n'));
      const defined = inside.flatMap(({ name }) => tokensOfIdentifier(name));
      chunks.push({ place: `${path}:${at}`, fields: [body, defined, [], [...directory, ...base]] });
    });
    symbols.forEach(({ name, signature }, at) => {
      definitions.push({
        place: `${path}:${at}`,
        fields: [tokensOf(signature), tokensOfIdentifier(name), [], [...directory, ...base]],
      });
    });
  }
  return {
    files: ranked(wholes, FILE_FIELDS, terms),
    chunks: ranked(chunks, CHUNK_FIELDS, terms),
    definitions: ranked(definitions, DEFINITION_FIELDS, terms),
  };
}

function ranked(documents: readonly PlainDocument[], weights: FieldWeights, terms: readonly string[]): ReferenceHit[] {
  const averages = [0, 1, 2, 3].map(
    (field) => documents.reduce((sum, { fields }) => sum + (fields[field] ?? []).length, 0) / documents.length,
  );
  const holding = (term: string): number =>
    documents.filter(({ fields }) => fields.some((field) => field.includes(term))).length;
  const idf = new Map(
    terms.map((term) => [term, Math.log(1 + (documents.length - holding(term) + 0.5) / (holding(term) + 0.5))]),
  );
  const scoreOf = ({ fields }: PlainDocument): number =>
    terms.reduce((score, term) => {
      const frequency = fields.reduce((sum, field, at) => {
        const average = averages[at] ?? 0;
        const norm = average === 0 ? 1 : 1 - B + (B * field.length) / average;
        return sum + ((weights[at] ?? 0) * field.filter((other) => other === term).length) / norm;
      }, 0);
      return score + ((idf.get(term) ?? 0) * frequency) / (K1 + frequency);
    }, 0);
  return documents
    .map((document) => ({ place: document.place, score: scoreOf(document) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}
