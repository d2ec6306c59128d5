import { END, type Evidence } from './token-counts';
import type { TokenCode } from './vocabulary';

const BEAM = 4;
const MAX_TOKENS = 40;
const MIN_LOG = Math.log(0.004);
/** A path so much less probable than a whole rest that is already found is given up. */
const HOPELESS_LOG = 4;
const MIN_FOLLOWED_LOG = Math.log(0.0001);

/** One possible next token. */
export interface Step extends Pick<Evidence, 'code' | 'order' | 'support' | 'earlier' | 'alike'> {
  readonly probability: number;
}

/** Possible next tokens after the given ones, in no order. */
export type NextSteps = (codes: readonly TokenCode[]) => readonly Step[];

/** The rest of a line, token by token, with what is known about how sure each step was. */
export interface Expansion {
  readonly codes: readonly TokenCode[];
  readonly logProbability: number;
  readonly leastLog: number;
  readonly firstLog: number;
  readonly firstOrder: number;
  readonly leastOrder: number;
  readonly leastSupport: number;
  readonly leastEarlier: number;
  readonly leastAlike: number;
}

const EMPTY: Expansion = {
  codes: [],
  logProbability: 0,
  leastLog: 0,
  firstLog: 0,
  firstOrder: 0,
  leastOrder: 99,
  leastSupport: Number.MAX_SAFE_INTEGER,
  leastEarlier: 1,
  leastAlike: 1,
};

/**
 * Whole rests of the line, most probable first, found by a narrow beam; each ends where a line ended. `tie` orders equally
 * probable tokens so that the result does not depend on what was learned first.
 */
export function expandLine(steps: NextSteps, tie: (a: TokenCode, b: TokenCode) => number): Expansion[] {
  let open: Expansion[] = [EMPTY];
  const done: Expansion[] = [];
  for (let length = 0; length < MAX_TOKENS && open.length > 0; length++) {
    const grown: Expansion[] = [];
    for (const path of open) {
      const next = [...steps(path.codes)].sort((a, b) => b.probability - a.probability || tie(a.code, b.code));
      for (const step of next.slice(0, BEAM)) {
        const longer = extend(path, step);
        if (longer.logProbability < MIN_LOG) break;
        if (step.code !== END) grown.push(longer);
        else if (path.codes.length > 0) done.push(longer);
      }
    }
    done.sort(byProbability);
    const enough = Math.max(
      done[0] === undefined ? MIN_LOG : done[0].logProbability - HOPELESS_LOG,
      done[BEAM - 1]?.logProbability ?? MIN_LOG,
    );
    open = grown
      .sort(byProbability)
      .slice(0, BEAM)
      .filter((path) => path.logProbability > enough);
  }
  return done.slice(0, BEAM);
}

/** How probable the given rest of the line is, token by token; `undefined` when the tokens say that it cannot follow. */
export function followLine(steps: NextSteps, codes: readonly TokenCode[]): Expansion | undefined {
  let path = EMPTY;
  for (const code of [...codes, END]) {
    const step = steps(path.codes).find((candidate) => candidate.code === code);
    if (step === undefined) return undefined;
    path = extend(path, step);
    if (path.logProbability < MIN_FOLLOWED_LOG) return undefined;
  }
  return path;
}

function byProbability(a: Expansion, b: Expansion): number {
  return b.logProbability - a.logProbability;
}

function extend(path: Expansion, next: Step): Expansion {
  const log = Math.log(next.probability);
  const first = path.codes.length === 0;
  return {
    codes: next.code === END ? path.codes : [...path.codes, next.code],
    logProbability: path.logProbability + log,
    leastLog: Math.min(path.leastLog, log),
    firstLog: first ? log : path.firstLog,
    firstOrder: first ? next.order : path.firstOrder,
    leastOrder: Math.min(path.leastOrder, next.order),
    leastSupport: Math.min(path.leastSupport, next.support),
    leastEarlier: Math.min(path.leastEarlier, next.earlier),
    leastAlike: Math.min(path.leastAlike, next.alike),
  };
}
