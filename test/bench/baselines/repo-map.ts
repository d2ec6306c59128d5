import { identifiersOf } from '../../../src/engine/text';
import type { ContextBaseline, Definition, TextPiece } from './baseline';

/** Definitions that are given; more than fit the budget. */
const LINES = 400;
const ROUNDS = 30;
const DAMPING = 0.85;

/** One file each that mentions a name and one that defines it. */
interface Edges {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly weights: Float64Array;
  readonly names: readonly string[];
}

interface Graph {
  readonly paths: readonly string[];
  readonly edges: Edges;
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
}

/**
 * A repository map: files are ranked by PageRank over who mentions whose names, started from the file at the cursor; the rank of a file
 * flows on to the definitions it mentions, and the lines of the best are given.
 */
export class RepoMap implements ContextBaseline {
  private readonly texts = new Map<string, string>();
  private readonly mentions = new Map<string, ReadonlyMap<string, number>>();
  private graph: Graph | undefined;

  constructor(private readonly definitions: () => Promise<readonly Definition[]>) {}

  put(path: string, text: string): void {
    this.texts.set(path, text);
    const times = new Map<string, number>();
    for (const name of identifiersOf(text)) times.set(name, (times.get(name) ?? 0) + 1);
    this.mentions.set(path, times);
    this.graph = undefined;
  }

  remove(path: string): void {
    this.texts.delete(path);
    this.mentions.delete(path);
    this.graph = undefined;
  }

  async context(path: string, prefix: string): Promise<TextPiece[]> {
    this.graph ??= graphOf(this.mentions, await this.definitions());
    const { paths, edges, definitions } = this.graph;
    const start = paths.indexOf(path);
    const mentioned = new Set(identifiersOf(prefix));
    const weights = edges.weights.map(
      (weight, at) =>
        weight * (edges.from[at] === start ? 50 : 1) * (mentioned.has(edges.names[at] as string) ? 10 : 1),
    );
    const flow = flowOf(paths.length, edges, weights, start);
    const shares = new Map<Definition, number>();
    for (const [at, name] of edges.names.entries()) {
      const to = edges.to[at] as number;
      if (to === start) continue;
      for (const definition of definitions.get(name) ?? []) {
        if (definition.path !== paths[to]) continue;
        shares.set(definition, (shares.get(definition) ?? 0) + (flow[at] as number));
      }
    }
    return [...shares]
      .sort(([, a], [, b]) => b - a)
      .slice(0, LINES)
      .map(([{ path: file, line }]) => ({
        path: file,
        startLine: line,
        endLine: line,
        text: lineOf(this.texts.get(file) ?? '', line),
      }));
  }
}

function graphOf(mentions: ReadonlyMap<string, ReadonlyMap<string, number>>, all: readonly Definition[]): Graph {
  const definitions = new Map<string, Definition[]>();
  for (const definition of all) {
    const known = definitions.get(definition.name);
    if (known) known.push(definition);
    else definitions.set(definition.name, [definition]);
  }
  const paths = [...mentions.keys()];
  const numberOf = new Map(paths.map((path, at) => [path, at]));
  const definers = new Map(
    Array.from(definitions, ([name, list]) => [name, new Set(list.map(({ path }) => numberOf.get(path)))]),
  );
  const from: number[] = [];
  const to: number[] = [];
  const weights: number[] = [];
  const names: string[] = [];
  for (const [number, path] of paths.entries()) {
    for (const [name, times] of mentions.get(path) ?? []) {
      for (const definer of definers.get(name) ?? []) {
        if (definer === undefined || definer === number) continue;
        from.push(number);
        to.push(definer);
        weights.push(nameWeight(name, definitions.get(name)?.length ?? 0) * Math.sqrt(times));
        names.push(name);
      }
    }
  }
  const edges = { from: Uint32Array.from(from), to: Uint32Array.from(to), weights: Float64Array.from(weights), names };
  return { paths, edges, definitions };
}

/** Long names of several words say more, names that many define and private ones less. */
function nameWeight(name: string, definitions: number): number {
  const isTelling = name.length >= 8 && /[a-z][A-Z]|_/.test(name);
  return (isTelling ? 10 : 1) * (name.startsWith('_') ? 0.1 : 1) * (definitions > 5 ? 0.1 : 1);
}

/** What PageRank lets flow over each edge in the end. */
function flowOf(size: number, { from, to }: Edges, weights: Float64Array, start: number): Float64Array {
  const out = new Float64Array(size);
  weights.forEach((weight, at) => {
    out[from[at] as number] = (out[from[at] as number] as number) + weight;
  });
  const shares = weights.map((weight, at) => weight / (out[from[at] as number] as number));
  let ranks = new Float64Array(size).fill(1 / size);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(size);
    let lost = 1;
    for (let at = 0; at < shares.length; at++) {
      const moved = DAMPING * (ranks[from[at] as number] as number) * (shares[at] as number);
      next[to[at] as number] = (next[to[at] as number] as number) + moved;
      lost -= moved;
    }
    if (start >= 0) next[start] = (next[start] as number) + lost;
    else for (let at = 0; at < size; at++) next[at] = (next[at] as number) + lost / size;
    ranks = next;
  }
  return shares.map((share, at) => share * (ranks[from[at] as number] as number));
}

/** A one-based line. */
function lineOf(text: string, line: number): string {
  return text.split('\n')[line - 1] ?? '';
}
