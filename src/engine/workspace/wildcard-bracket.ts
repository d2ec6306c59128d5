export type UnitTest = (code: number) => boolean;

export interface Bracket {
  readonly test: UnitTest;
  /** Offset after the closing `]`. */
  readonly end: number;
}

type Member = readonly [from: number, to: number];

/** Git's own ASCII classes; `space` has neither vertical tab nor form feed. */
const classes: Readonly<Record<string, readonly Member[]>> = {
  alnum: ranges('0-9A-Za-z'),
  alpha: ranges('A-Za-z'),
  blank: [
    [32, 32],
    [9, 9],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit: ranges('0-9'),
  graph: [[33, 126]],
  lower: ranges('a-z'),
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [32, 32],
    [9, 10],
    [13, 13],
  ],
  upper: ranges('A-Z'),
  xdigit: ranges('0-9A-Fa-f'),
};

/** Reads the bracket expression that begins at `start`; undefined when it never ends or names an unknown class. */
export function readBracket(pattern: string, start: number, ignoreCase: boolean): Bracket | undefined {
  let at = start + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at++;
  const members: Member[] = [];
  let previous = 0;
  do {
    if (at >= pattern.length) return undefined;
    const unit = pattern[at];
    const following = pattern[at + 1];
    if (unit === '\\') {
      if (following === undefined) return undefined;
      previous = pattern.charCodeAt(at + 1);
      members.push([previous, previous]);
      at += 2;
    } else if (unit === '-' && previous !== 0 && following !== undefined && following !== ']') {
      const escaped = following === '\\' ? 1 : 0;
      if (at + 1 + escaped >= pattern.length) return undefined;
      members.push([previous, pattern.charCodeAt(at + 1 + escaped)]);
      previous = 0;
      at += 2 + escaped;
    } else if (unit === '[' && following === ':') {
      const close = pattern.indexOf(']', at + 2);
      if (close < 0) return undefined;
      if (close > at + 2 && pattern[close - 1] === ':') {
        const name = pattern.slice(at + 2, close - 1);
        const named = Object.hasOwn(classes, name) ? classes[name] : undefined;
        if (!named) return undefined;
        members.push(...named);
        previous = 0;
        at = close + 1;
      } else {
        previous = pattern.charCodeAt(at);
        members.push([previous, previous]);
        at++;
      }
    } else {
      previous = pattern.charCodeAt(at);
      members.push([previous, previous]);
      at++;
    }
  } while (pattern[at] !== ']');
  const holds = (code: number) => members.some(([from, to]) => code >= from && code <= to);
  return {
    test: (code) => (holds(code) || (ignoreCase && holds(otherCase(code)))) !== negated,
    end: at + 1,
  };
}

function otherCase(code: number): number {
  return code >= 97 && code <= 122 ? code - 32 : code;
}

function ranges(text: string): readonly Member[] {
  const found: Member[] = [];
  for (let at = 0; at < text.length; at += 3) found.push([text.charCodeAt(at), text.charCodeAt(at + 2)]);
  return found;
}
