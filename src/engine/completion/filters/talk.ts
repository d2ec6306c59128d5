/** How chat models begin to speak to the user: openings that no line of code has. */
const openings = [
  String.raw`i(?:'m| am) sorry\b`,
  String.raw`sorry, (?:but )?i\b`,
  String.raw`as an ai\b`,
  String.raw`i (?:cannot|can't|am unable to|'m unable to) (?:help|assist|complete|see)\b`,
  String.raw`(?:here(?:'s| is)|sure[,!]|certainly[,!]|of course[,!]) (?:here(?:'s| is) )?(?:the|your|a|an|how) (?:\w+ )?(?:completed?|completion|missing|updated|code|to)\b`,
  String.raw`to (?:complete|finish|fix|fill in|implement) (?:this|the|your) (?:[\w-]+ )?(?:code|function|method|line|snippet|class|statement|implementation)\b`,
  String.raw`you (?:can|could|should|need to|may|might) (?:use|add|complete|write|replace|insert|try|do) (?:the following|this|it|something)\b`,
  String.raw`the (?:missing|completed?|correct|following|next|remaining|updated) (?:[\w-]+ )?(?:code|line|part|piece|function|method|completion|snippet|text)s? (?:is|are|would be|should be|could be|to be|that)\b`,
  String.raw`it (?:looks|seems|appears) (?:like|as if|that) (?:you|the|your|this)\b`,
  String.raw`(?:based on|given|looking at) (?:the|your) (?:[\w-]+ )?(?:code|context|snippet)\b`,
  String.raw`(?:this|the) (?:code|function|method|snippet) (?:is|does|defines|creates|appears|seems|sets|will|should)\b`,
];

/** The text begins by speaking to the user. */
export const beginsToTalk = new RegExp(`^\\s*(?:${openings.join('|')})`, 'i');

/** Such a beginning, up to the fence with the code. */
export const talkBeforeFence = new RegExp(
  `^\\s*(?:${openings.join('|')}|(?:here(?:'s| is| are)|sure|certainly|of course|below is|the (?:completed|missing|updated))\\b)[^\`]{0,400}[:.!][^\\S\\n]*\\n+(?=[^\\S\\n]*\`{3})`,
  'i',
);
