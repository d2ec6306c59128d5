import { pathSegments, tokensOf } from '../../text';

/** What follows the first dot of a file's name, unless it begins with that. */
const EXTENSIONS = /(?<=.)\..*$/;

/**
 * Files and folders by number, a folder below what is in it, and traits of them by number: a place itself, and each word of its
 * name.
 */
export class PathPlaces {
  private readonly numbers = new Map<string, number>();
  private readonly traitNumbers = new Map<string, number>();
  private readonly byUri = new Map<string, number>();
  /** URIs of the files among the places. */
  readonly uris: (string | undefined)[] = [];
  /** The folder that a place is in, -1 for none. */
  readonly parents: number[] = [];
  /** Traits of each place without those of its folder, each once. */
  readonly traits: (readonly number[])[] = [];

  get count(): number {
    return this.parents.length;
  }

  get traitCount(): number {
    return this.traitNumbers.size;
  }

  /** The number of a file, which is new when it is not known; -1 for a URI without a path. */
  placeOf(uri: string): number {
    const known = this.byUri.get(uri);
    if (known !== undefined) return known;
    const segments = pathSegments(uri);
    let path = '';
    let place = -1;
    for (const [at, segment] of segments.entries()) {
      const isFile = at === segments.length - 1;
      path += isFile ? segment : `${segment}/`;
      place = this.numbers.get(path) ?? this.add(path, isFile ? segment.replace(EXTENSIONS, '') : segment, place);
    }
    this.byUri.set(uri, place);
    if (place >= 0) this.uris[place] ??= uri;
    return place;
  }

  /** All traits of some files and of the folders that they are in. */
  traitsOf(files: readonly number[]): readonly number[] {
    const seen = new Set<number>();
    const traits = new Set<number>();
    for (const file of files) {
      for (let place = file; place >= 0 && !seen.has(place); place = this.parents[place] as number) {
        seen.add(place);
        for (const trait of this.traits[place] as readonly number[]) traits.add(trait);
      }
    }
    return [...traits];
  }

  private add(path: string, name: string, parent: number): number {
    const number = this.parents.length;
    this.numbers.set(path, number);
    this.parents.push(parent);
    this.uris.push(undefined);
    this.traits.push(Array.from(new Set([path, ...tokensOf(name)]), (trait) => this.traitOf(trait)));
    return number;
  }

  private traitOf(trait: string): number {
    const number = this.traitNumbers.get(trait) ?? this.traitNumbers.size;
    this.traitNumbers.set(trait, number);
    return number;
  }
}
