/** What the question says of a name when it wants the places that use it. */
const DOES_USE =
  'calls?|calling|invokes?|invoking|uses?|using|imports?|importing|references?|referencing|extends?|extending|implements?|implementing|instantiates?|instantiating|depends on|relies on';
const IS_USED =
  'called|invoked|used|imported|referenced|extended|implemented|instantiated|constructed|thrown|caught|read|set';
const USES =
  'callers|calls|call ?sites|users|usages?|uses|references|importers|consumers|dependents|implementations|implementers|subclasses|instances';
const KIND =
  '(?:(?:function|method|class|interface|type|enum|struct|trait|protocol|constant|variable|field|property|macro|module|hook|component|helper)s? )?';
const NAME = '`?((?:[\\p{L}_$][\\p{L}\\p{N}_$]*(?:\\.|::|#|->)){0,6}[\\p{L}_$][\\p{L}\\p{N}_$]*)';
/** A name's end: no further part of it, nor a file's ending. */
const END = '(?![\\p{L}\\p{N}_$]|\\.\\w)';
const ARTICLE = '(?:the |a |an |our |this )?';

const FORMS = [
  `\\b(?:who|what|which(?: \\w+){0,3}|everything that|everyone who|(?:code|functions?|files?|places?|classes?|methods?|tests?)(?: that| which)?|where (?:do|does) (?:we|it|they|you|the code|anything|anyone))(?: \\w+ly| all| else)? (?:${DOES_USE}) ${ARTICLE}${KIND}${NAME}${END}`,
  `\\b(?:${USES}) (?:of|to|for) ${ARTICLE}${KIND}${NAME}${END}`,
  `\\b(?:where|when|how often)(?: else)? (?:is|are|does|do|gets?) ${ARTICLE}${KIND}${NAME}(?:\\(\\))?\`?(?: \\w+)?(?: get| gets| being)? (?:${IS_USED})\\b`,
  `\\b(?:places?|lines?|code|functions?|files?) (?:where|in which) ${ARTICLE}${KIND}${NAME}(?:\\(\\))?\`? (?:is|are|gets?) (?:${IS_USED})\\b`,
].map((form) => new RegExp(form, 'giu'));

const ASKS = /^\W*(?:who|what|which|where|how|find|list|show|get|give)\b/i;
/** Nobody asks for uses after more than this; UTF-16 units. */
const LONGEST_QUESTION = 1_000;
const PLAIN_WORD = /^[a-z]+$/;

/**
 * Names, as written, whose uses a question asks for: "who calls NAME", "usages of NAME", "where is NAME used". A plain word counts
 * as a name only where something is asked, not where something is told.
 */
export function namesAskedForUses(question: string): readonly string[] {
  const text = question.slice(0, LONGEST_QUESTION).replace(/\s+/g, ' ');
  const written = FORMS.flatMap((form) => Array.from(text.matchAll(form), ([, name]) => name as string));
  const asks = ASKS.test(text);
  return [...new Set(written.filter((name) => asks || !PLAIN_WORD.test(name)).map(lastPart))];
}

/** `save` of `Order.save`, `Order::save` and `order->save`. */
function lastPart(name: string): string {
  return name.split(/\.|::|#|->/).at(-1) as string;
}
