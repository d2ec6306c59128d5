/** One node of a pattern, as a query's text spells it. */
export interface WrittenElement {
  /** What it may be; several stand in brackets. */
  readonly choices: readonly WrittenChoice[];
  readonly isOptional: boolean;
  /** It follows its neighbour before it, or begins its parent, with nothing named between. */
  readonly isImmediate: boolean;
  /** Nothing named follows it. */
  readonly isLast: boolean;
}

export interface WrittenChoice {
  /** The node's type, or a token in quotes; undefined for any. */
  readonly type: string | undefined;
  readonly isNamed: boolean;
  readonly field: string | undefined;
  readonly absentFields: readonly string[];
  readonly captures: readonly string[];
  readonly children: readonly WrittenElement[];
}

export interface Predicate {
  readonly capture: string;
  /** What its text is compared with. */
  readonly accepts: (text: string) => boolean;
}

/** A pattern; several elements follow each other in one parent. */
export interface WrittenPattern {
  readonly elements: readonly WrittenElement[];
  readonly predicates: readonly Predicate[];
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * Reads the text of a query: node types, tokens, `_`, fields, absent fields, `[…]`, `?`, `.`, captures, the predicates `eq`, `any-of`
 * and `match` with their opposites, and `#set!`. Anything else is refused.
 */
export function patternsIn(text: string): WrittenPattern[] {
  return new PatternReader(text).patterns();
}

interface Children {
  readonly elements: readonly WrittenElement[];
  readonly absentFields: readonly string[];
}

class PatternReader {
  private at = 0;
  private predicates: Predicate[] = [];
  private properties: Record<string, string> = {};

  constructor(private readonly text: string) {}

  patterns(): WrittenPattern[] {
    const found: WrittenPattern[] = [];
    for (this.skipSpace(); this.at < this.text.length; this.skipSpace()) {
      this.predicates = [];
      this.properties = {};
      const elements = this.element({ isImmediate: false });
      found.push({ elements, predicates: this.predicates, properties: this.properties });
    }
    return found;
  }

  /** What stands up to the closing bracket, which is taken too. */
  private children(): Children {
    const elements: WrittenElement[] = [];
    const absentFields: string[] = [];
    let isImmediate = false;
    for (;;) {
      this.skipSpace();
      if (this.takes(')')) break;
      if (this.takes('.')) isImmediate = true;
      else if (this.takes('!')) absentFields.push(this.word());
      else if (this.text.startsWith('(#', this.at)) this.predicate();
      else {
        elements.push(...this.element({ isImmediate }));
        isImmediate = false;
      }
    }
    const last = elements.at(-1);
    if (isImmediate && last) elements[elements.length - 1] = { ...last, isLast: true };
    return { elements, absentFields };
  }

  /** One element, or those of a group. */
  private element({ isImmediate }: Pick<WrittenElement, 'isImmediate'>): WrittenElement[] {
    if (this.isAtGroup()) {
      const [first, ...rest] = this.group();
      return first ? [{ ...first, isImmediate: first.isImmediate || isImmediate }, ...rest] : [];
    }
    const choices = this.choices();
    const captures: string[] = [];
    let isOptional = false;
    for (;;) {
      this.skipSpace();
      if (this.takes('@')) captures.push(this.word());
      else if (this.takes('?')) isOptional = true;
      else break;
    }
    const captured = choices.map((choice) => ({ ...choice, captures: [...choice.captures, ...captures] }));
    return [{ choices: captured, isOptional, isImmediate, isLast: false }];
  }

  private isAtGroup(): boolean {
    return /\(\s*[(["]/y.test(this.rest());
  }

  private group(): readonly WrittenElement[] {
    this.takes('(');
    return this.children().elements;
  }

  private choices(): WrittenChoice[] {
    const plain = { isNamed: false, field: undefined, absentFields: [], captures: [], children: [] };
    if (this.isAtGroup()) return [...onlyOf(this.group()).choices];
    if (this.takes('(')) {
      this.skipSpace();
      const type = this.word();
      const { elements, absentFields } = this.children();
      return [{ ...plain, type: type === '_' ? undefined : type, isNamed: true, absentFields, children: elements }];
    }
    if (this.takes('[')) return this.alternatives();
    if (this.text[this.at] === '"') return [{ ...plain, type: this.quoted() }];
    const word = this.word();
    this.skipSpace();
    if (!this.takes(':')) {
      if (word === '_') return [{ ...plain, type: undefined }];
      throw this.problem(`a field's name needs a colon behind it`);
    }
    this.skipSpace();
    return this.choices().map((choice) => {
      if (choice.field !== undefined) throw this.problem('a node has one field');
      return { ...choice, field: word };
    });
  }

  private alternatives(): WrittenChoice[] {
    const found: WrittenChoice[] = [];
    for (;;) {
      this.skipSpace();
      if (this.takes(']')) return found;
      found.push(...onlyOf(this.element({ isImmediate: false })).choices);
    }
  }

  private predicate(): void {
    this.at += 2;
    const name = this.word();
    const operands: string[] = [];
    for (;;) {
      this.skipSpace();
      if (this.takes(')')) break;
      if (this.text[this.at] === '"') operands.push(this.quoted());
      else operands.push(this.takes('@') ? `@${this.word()}` : this.word());
    }
    const [first = '', ...values] = operands;
    if (name === 'set!') {
      this.properties[first] = values[0] ?? '';
      return;
    }
    const accepts = comparison(name, values);
    if (accepts === undefined || !first.startsWith('@')) throw this.problem(`the predicate ${name} is not known`);
    this.predicates.push({ capture: first.slice(1), accepts });
  }

  private quoted(): string {
    let value = '';
    for (this.at++; this.at < this.text.length && this.text[this.at] !== '"'; this.at++) {
      if (this.text[this.at] === '\\') this.at++;
      value += this.text.charAt(this.at);
    }
    this.at++;
    return value;
  }

  private word(): string {
    const [word] = /[\w.!?-]+/y.exec(this.rest()) ?? [];
    if (word === undefined) throw this.problem('a word is missing');
    this.at += word.length;
    return word;
  }

  private rest(): string {
    return this.text.slice(this.at, this.at + 100);
  }

  private takes(unit: string): boolean {
    if (this.text[this.at] !== unit) return false;
    this.at++;
    return true;
  }

  private skipSpace(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++;
  }

  private problem(what: string): Error {
    return new Error(`A query cannot be read, ${what}: ${JSON.stringify(this.rest())}`);
  }
}

function onlyOf([element, ...others]: readonly WrittenElement[]): WrittenElement {
  if (element === undefined || others.length > 0 || element.isOptional)
    throw new Error('A query cannot be read: in brackets or behind a field stands one node.');
  return element;
}

function comparison(name: string, values: readonly string[]): ((text: string) => boolean) | undefined {
  const [value = ''] = values;
  switch (name) {
    case 'eq?':
      return (text) => text === value;
    case 'not-eq?':
      return (text) => text !== value;
    case 'any-of?':
      return (text) => values.includes(text);
    case 'not-any-of?':
      return (text) => !values.includes(text);
    case 'match?': {
      const pattern = new RegExp(value);
      return (text) => pattern.test(text);
    }
    default:
      return undefined;
  }
}
