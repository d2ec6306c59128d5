import { describe, expect, it } from 'vitest';
import { codeOfLines } from '../../../src/engine/syntax';

const naming = (languageId: string, text: string) =>
  codeOfLines(text.split('\n'), languageId).flatMap((code, at) => (/\bsave\b/.test(code) ? [at] : []));

describe('the code of lines', () => {
  it.each([
    ['typescript', '/*\n calls save() when done\n*/\nsave(); // not save\n// save', [3]],
    ['typescript', 'log("save it");\nlog(`now ${save(order)} of it`);\nlog(`save`);', [1]],
    ['typescript', '/**\n * {@link save}\n */', []],
    ['python', 'def run():\n    """Runs save.\n\n    Then save again.\n    """\n    save()\n    # save', [5]],
    ['python', "print(f'{save(1)}')", [0]],
    ['ruby', 'puts "#{save}"\n# save\nsave', [0, 2]],
    ['swift', 'print("\\(save(1)) saved")\nprint("save")', [0]],
    ['c', '#include <save.h>\nint a = save(1);', [0, 1]],
    ['lua', '--[[ save\nsave ]]\nsave()', [2]],
    ['no-such-language', 'save // save', [0]],
  ])('in %s leaves out comments and what strings say: %j', (languageId, text, lines) => {
    expect(naming(languageId, text)).toEqual(lines);
  });

  it('has as many lines as the text', () => {
    expect(codeOfLines([], 'typescript')).toEqual([]);
    expect(codeOfLines(['', 'a', ''], 'typescript')).toEqual(['', 'a', '']);
  });
});
