import type { ReferenceKind } from '../../syntax';

/** A name whose uses a question asks for, and the kind of use when it says which. */
export interface AskedUse {
  readonly name: string;
  readonly kind?: ReferenceKind;
}

/** What the question says of a name when it wants the places that use it. */
const DOES_USE =
  'calls?|calling|invokes?|invoking|uses?|using|imports?|importing|references?|referencing|extends?|extending|implements?|implementing|instantiates?|instantiating|depends on|relies on';
const IS_USED =
  'called|invoked|used|imported|referenced|extended|implemented|instantiated|constructed|thrown|caught|read|set';
const USES =
  'callers|calls|call ?sites|users|usages?|uses|references|importers|consumers|dependents|implementations|implementers|subclasses|subtypes|instances';
/** How those words begin that ask for one kind of use. */
const KINDS: readonly (readonly [beginning: RegExp, kind: ReferenceKind])[] = [
  [/^(?:call|invo|instan|construct)/i, 'call'],
  [/^(?:exten|implement|sub)/i, 'supertype'],
  [/^import/i, 'import'],
];
const KIND =
  '(?:(?:function|method|class|interface|type|enum|struct|trait|protocol|constant|variable|field|property|macro|module|hook|component|helper)s? )?';
const NAME = '`?(?<name>(?:[\\p{L}_$][\\p{L}\\p{N}_$]*(?:\\.|::|#|->)){0,6}[\\p{L}_$][\\p{L}\\p{N}_$]*)';
/** A name's end: no further part of it, nor a file's ending. */
const END = '(?![\\p{L}\\p{N}_$]|\\.\\w)';
const ARTICLE = '(?:the |a |an |our |this )?';

const FORMS = [
  `\\b(?:who|what|which(?: \\w+){0,3}|everything that|everyone who|(?:code|functions?|files?|places?|classes?|methods?|tests?)(?: that| which)?|where (?:do|does) (?:we|it|they|you|the code|anything|anyone))(?: \\w+ly| all| else)? (?<use>${DOES_USE}) ${ARTICLE}${KIND}${NAME}${END}`,
  `\\b(?<use>${USES}) (?:of|to|for) ${ARTICLE}${KIND}${NAME}${END}`,
  `\\b(?:where|when|how often)(?: else)? (?:is|are|does|do|gets?) ${ARTICLE}${KIND}${NAME}(?:\\(\\))?\`?(?: \\w+)?(?: get| gets| being)? (?<use>${IS_USED})\\b`,
  `\\b(?:places?|lines?|code|functions?|files?) (?:where|in which) ${ARTICLE}${KIND}${NAME}(?:\\(\\))?\`? (?:is|are|gets?) (?<use>${IS_USED})\\b`,
].map((form) => new RegExp(form, 'giu'));

const ASKS = /^\W*(?:who|what|which|where|how|find|list|show|get|give)\b/i;
/** Nobody asks for uses after more than this; UTF-16 units. */
const LONGEST_QUESTION = 1_000;
const PLAIN_WORD = /^[a-z]+$/;

/**
 * Names, as written, whose uses a question asks for: "who calls NAME", "usages of NAME", "where is NAME used". A plain word counts
 * as a name only where something is asked, not where something is told.
 */
export function usesAskedFor(question: string): readonly AskedUse[] {
  const text = question.slice(0, LONGEST_QUESTION).replace(/\s+/g, ' ');
  const asks = ASKS.test(text);
  const uses = new Map<string, AskedUse>();
  for (const match of FORMS.flatMap((form) => [...text.matchAll(form)])) {
    const { name = '', use = '' } = match.groups ?? {};
    if (!asks && PLAIN_WORD.test(name)) continue;
    const kind = KINDS.find(([beginning]) => beginning.test(use))?.[1];
    const last = lastPart(name);
    const known = uses.get(last);
    // Asked for in two ways, all uses are meant.
    uses.set(last, { name: last, ...(kind && (!known || known.kind === kind) && { kind }) });
  }
  return [...uses.values()];
}

/** `save` of `Order.save`, `Order::save` and `order->save`. */
function lastPart(name: string): string {
  return name.split(/\.|::|#|->/).at(-1) as string;
}
