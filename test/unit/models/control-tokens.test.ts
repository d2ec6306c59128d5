import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutraliseControlTokens, withSafeSeam } from '../../../src/engine/models/control-tokens';

/** Written out again here, so that a token that drops out of the list is noticed. */
const tokens = [
  ...[
    '<|fim_prefix|>',
    '<|fim_suffix|>',
    '<|fim_middle|>',
    '<|fim_pad|>',
    '<|repo_name|>',
    '<|file_sep|>',
    '<|im_start|>',
    '<|im_end|>',
  ],
  ...[
    '<|endoftext|>',
    '<|EOT|>',
    '<|file_separator|>',
    '<|eot_id|>',
    '<|start_header_id|>',
    '<|begin_of_text|>',
    '<|user|>',
    '<|system|>',
  ],
  ...[
    '<fim_prefix>',
    '<fim_suffix>',
    '<fim_middle>',
    '<fim_pad>',
    '<fim-prefix>',
    '<fim-suffix>',
    '<fim-middle>',
    '<file_sep>',
    '<repo_name>',
  ],
  ...[
    '<PRE>',
    '<SUF>',
    '<MID>',
    '<EOT>',
    '<s>',
    '</s>',
    '[INST]',
    '[/INST]',
    '<<SYS>>',
    '<</SYS>>',
    '[PREFIX]',
    '[SUFFIX]',
    '[MIDDLE]',
  ],
  ...[
    '<｜fim▁begin｜>',
    '<｜fim▁hole｜>',
    '<｜fim▁end｜>',
    '<｜end▁of▁sentence｜>',
    '<｜begin▁of▁sentence｜>',
    '<｜User｜>',
    '<｜Assistant｜>',
  ],
  ...[
    '<start_of_turn>',
    '<end_of_turn>',
    '<bos>',
    '<eos>',
    '[TOOL_CALLS]',
    '[AVAILABLE_TOOLS]',
    '[SYSTEM_PROMPT]',
    '<filename>',
  ],
];

const holdsToken = (text: string) => tokens.some((token) => text.includes(token));

describe('control tokens', () => {
  it.each(tokens)('breaks %s visibly', (token) => {
    const { text, count } = neutraliseControlTokens(`const x = "${token}";`);
    expect(count).toBe(1);
    expect(text).not.toContain(token);
    expect(text.replaceAll(' ', '')).toBe(`constx="${token}";`.replaceAll(' ', ''));
  });

  it('shows what stood there', () => {
    expect(neutraliseControlTokens('<|fim_middle|>').text).toBe('<| fim_middle|>');
    expect(neutraliseControlTokens('</s><｜fim▁end｜>').text).toBe('</ s><｜ fim▁end｜>');
  });

  it.each([
    'a <| b |> c',
    'f <|> g',
    'Array<string>',
    '<div><pre>x</pre></div>',
    'xs |> map <| fn',
    'a[INST]'.slice(0, 2),
    'x < y || z > w',
    '<fim>',
    '<|a b|>',
    '',
  ])('leaves %j as it is', (text) => {
    expect(neutraliseControlTokens(text)).toEqual({ text, count: 0 });
  });

  const piece = fc.oneof(
    fc.constantFrom(...tokens),
    fc.constantFrom(
      ...tokens.flatMap((token) => [token.slice(0, 2), token.slice(2), token.slice(0, -2), token.slice(-2)]),
    ),
    fc.constantFrom('<', '|', '>', '[', ']', ' ', 'a', '\n', '｜', '/'),
  );
  const messy = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

  it('lets no token survive, and takes nothing away', () => {
    fc.assert(
      fc.property(messy, (text) => {
        const result = neutraliseControlTokens(text);
        expect(holdsToken(result.text)).toBe(false);
        expect(neutraliseControlTokens(result.text)).toEqual({ text: result.text, count: 0 });
        expect(result.text.replace(/ /g, '')).toBe(text.replace(/ /g, ''));
        if (!holdsToken(text) && result.count === 0) expect(result.text).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves ordinary text unchanged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/[<[]/.test(text)),
        (text) => {
          expect(neutraliseControlTokens(text)).toEqual({ text, count: 0 });
        },
      ),
    );
  });

  it('keeps two neighbours from making a token', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tokens), fc.nat(30), messy, messy, (token, cut, before, after) => {
        const at = cut % token.length;
        const left = neutraliseControlTokens(before + token.slice(0, at)).text;
        const right = neutraliseControlTokens(token.slice(at) + after).text;
        expect(holdsToken(withSafeSeam(left, right) + right)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
