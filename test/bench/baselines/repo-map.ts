import { identifiersOf } from '../../../src/engine/text';
import type { ContextBaseline, Definition, TextPiece } from './baseline';

/** Definitions that are given; more than fit the budget. */
const LINES = 400;
const ROUNDS = 30;
const DAMPING = 0.85;

/** One file mentions names that another defines. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly weight: number;
}

interface Graph {
  readonly paths: readonly string[];
  readonly edges: readonly Edge[];
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
}

/**
 * A repository map: files are ranked by PageRank over who mentions whose names, started from the file at the cursor; the rank of a file
 * flows on to the definitions it mentions, and the lines of the best are given.
 */
export class RepoMap implements ContextBaseline {
  private readonly texts = new Map<string, string>();
  private graph: Graph | undefined;

  constructor(private readonly definitions: () => Promise<readonly Definition[]>) {}

  put(path: string, text: string): void {
    this.texts.set(path, text);
    this.graph = undefined;
  }

  remove(path: string): void {
    this.texts.delete(path);
    this.graph = undefined;
  }

  async context(path: string, prefix: string): Promise<TextPiece[]> {
    this.graph ??= graphOf(this.texts, await this.definitions());
    const { paths, edges, definitions } = this.graph;
    const start = paths.indexOf(path);
    const mentioned = new Set(identifiersOf(prefix));
    const weightOf = (edge: Edge): number => {
      const own = edge.from === start ? 50 : 1;
      return edge.weight * own * (mentioned.has(edge.name) ? 10 : 1);
    };
    const weights = Float64Array.from(edges, weightOf);
    const ranks = pageRank(paths.length, edges, weights, start);
    const out = outgoing(paths.length, edges, weights);
    const shares = new Map<string, { readonly definition: Definition; share: number }>();
    for (const [at, { from, to, name }] of edges.entries()) {
      if (to === start) continue;
      const share = ((ranks[from] as number) * (weights[at] as number)) / (out[from] as number);
      for (const definition of definitions.get(name) ?? []) {
        if (definition.path !== paths[to]) continue;
        const key = `${definition.path}:${definition.line}`;
        const known = shares.get(key);
        if (known) known.share += share;
        else shares.set(key, { definition, share });
      }
    }
    return [...shares.values()]
      .sort((a, b) => b.share - a.share)
      .slice(0, LINES)
      .map(({ definition }) => ({
        path: definition.path,
        startLine: definition.line,
        endLine: definition.line,
        text: lineOf(this.texts.get(definition.path) ?? '', definition.line),
      }));
  }
}

function graphOf(texts: ReadonlyMap<string, string>, all: readonly Definition[]): Graph {
  const definitions = new Map<string, Definition[]>();
  for (const definition of all) {
    const known = definitions.get(definition.name);
    if (known) known.push(definition);
    else definitions.set(definition.name, [definition]);
  }
  const paths = [...texts.keys()];
  const numberOf = new Map(paths.map((path, at) => [path, at]));
  const edges: Edge[] = [];
  for (const [from, path] of paths.entries()) {
    const times = new Map<string, number>();
    for (const name of identifiersOf(texts.get(path) ?? '')) times.set(name, (times.get(name) ?? 0) + 1);
    for (const [name, count] of times) {
      const defined = definitions.get(name) ?? [];
      const files = new Set(defined.map((definition) => numberOf.get(definition.path)));
      for (const to of files) {
        if (to === undefined || to === from) continue;
        edges.push({ from, to, name, weight: nameWeight(name, defined.length) * Math.sqrt(count) });
      }
    }
  }
  return { paths, edges, definitions };
}

/** Long names of several words say more, names that many define and private ones less. */
function nameWeight(name: string, definitions: number): number {
  const isTelling = name.length >= 8 && /[a-z][A-Z]|_/.test(name);
  return (isTelling ? 10 : 1) * (name.startsWith('_') ? 0.1 : 1) * (definitions > 5 ? 0.1 : 1);
}

function pageRank(size: number, edges: readonly Edge[], weights: Float64Array, start: number): Float64Array {
  const out = outgoing(size, edges, weights);
  let ranks = new Float64Array(size).fill(1 / size);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(size);
    let lost = 1;
    for (const [at, { from, to }] of edges.entries()) {
      const share = (DAMPING * (ranks[from] as number) * (weights[at] as number)) / (out[from] as number);
      next[to] = (next[to] as number) + share;
      lost -= share;
    }
    if (start >= 0) next[start] = (next[start] as number) + lost;
    else for (let at = 0; at < size; at++) next[at] = (next[at] as number) + lost / size;
    ranks = next;
  }
  return ranks;
}

function outgoing(size: number, edges: readonly Edge[], weights: Float64Array): Float64Array {
  const out = new Float64Array(size);
  for (const [at, { from }] of edges.entries()) out[from] = (out[from] as number) + (weights[at] as number);
  return out;
}

/** A one-based line. */
function lineOf(text: string, line: number): string {
  return text.split('\n')[line - 1] ?? '';
}
