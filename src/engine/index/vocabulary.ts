import { identifiersOf, tokensOfIdentifier } from '../text';

/** Longer identifiers are data (hashes, encoded blobs), not names. */
const LONGEST_IDENTIFIER = 80;

/**
 * Numbers for identifiers and for the terms they are found by: the whole identifier in lower case and its stemmed
 * sub-words. Each distinct identifier is split once.
 */
export class Vocabulary {
  private readonly termIds = new Map<string, number>();
  private readonly termNames: string[] = [];
  private readonly identifierIds = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly terms: (readonly number[])[] = [];

  /** Numbers of the identifiers in a text, in order, with repetitions. */
  internText(text: string): number[] {
    const ids: number[] = [];
    for (const name of identifiersOf(text)) if (name.length <= LONGEST_IDENTIFIER) ids.push(this.intern(name));
    return ids;
  }

  intern(name: string): number {
    const known = this.identifierIds.get(name);
    if (known !== undefined) return known;
    const id = this.names.length;
    const identifier = detached(name);
    this.identifierIds.set(identifier, id);
    this.names.push(identifier);
    this.terms.push(tokensOfIdentifier(identifier).map((term) => this.internTerm(detached(term))));
    return id;
  }

  nameOf(identifier: number): string {
    return this.names[identifier] as string;
  }

  termsOf(identifier: number): readonly number[] {
    return this.terms[identifier] as readonly number[];
  }

  /** A term's number, undefined when no indexed text has it. */
  termId(term: string): number | undefined {
    return this.termIds.get(term);
  }

  termName(term: number): string {
    return this.termNames[term] as string;
  }

  private internTerm(term: string): number {
    const known = this.termIds.get(term);
    if (known !== undefined) return known;
    this.termIds.set(term, this.termNames.length);
    this.termNames.push(term);
    return this.termNames.length - 1;
  }
}

/** A copy that does not keep the text alive which it was cut from, as engines do with parts of strings. */
export function detached(text: string): string {
  return text.length < SHORTEST_SLICE ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** V8 copies parts of strings that are shorter than this. */
const SHORTEST_SLICE = 13;
