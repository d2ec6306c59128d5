import type { IndexedFile } from '../../index';
import { isCode } from '../../syntax';
import type { ParsedQuestion } from './parse-question';
import type { KIND_WEIGHTS } from './question-weights';

export type Asked = Pick<ParsedQuestion, 'aboutTests' | 'aboutExamples' | 'aboutGenerated' | 'aboutVendored'>;
export type Kind = keyof typeof KIND_WEIGHTS;

const BENCHMARKS = /(?:^|\/)(?:bench|benches|benchmarks?|perf|selftest|test-d|testlib|playground)\//i;
const TOOLS = /(?:^|\/)(?:scripts?|tools?|website|www|\.github)\//i;

/** What speaks against a file as an answer, unless the question asks for such files; nothing for ordinary code. */
export function kindsOf(
  { path, languageId, signals, strength }: IndexedFile,
  { aboutTests, aboutExamples, aboutGenerated, aboutVendored }: Asked,
): Kind[] {
  const kinds: Kind[] = [];
  if (signals.test && !aboutTests) kinds.push('test');
  if (BENCHMARKS.test(path) && !aboutTests) kinds.push('benchmark');
  if (signals.example && !aboutExamples) kinds.push('example');
  if (!isCode(languageId) && !aboutExamples) kinds.push('prose');
  if (TOOLS.test(path)) kinds.push('tool');
  if (signals.generated || signals.vendored) {
    if ((signals.generated && !aboutGenerated) || (signals.vendored && !aboutVendored)) kinds.push('generated');
  } else if (strength === 'low-quality') kinds.push('low-quality');
  return kinds;
}
