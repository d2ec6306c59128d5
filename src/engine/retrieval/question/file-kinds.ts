import type { IndexedFile } from '../../index';
import { isCode } from '../../syntax';
import type { ParsedQuestion } from './parse-question';
import type { KIND_WEIGHTS } from './question-weights';

export type Asked = Pick<ParsedQuestion, 'aboutTests' | 'aboutExamples' | 'aboutGenerated' | 'aboutVendored'>;
export type Kind = keyof typeof KIND_WEIGHTS;

const BENCHMARKS = 'bench|benches|benchmarks?|perf|selftest|test-d|testlib|playground';
const TOOLS = 'scripts?|tools?|website|www|\\.github';
const IN_BENCHMARKS = inFolder(BENCHMARKS);
const IN_TOOLS = inFolder(TOOLS);
/** Most paths are in neither. */
const IN_EITHER = inFolder(`${BENCHMARKS}|${TOOLS}`);

/** What speaks against a file as an answer, unless the question asks for such files; nothing for ordinary code. */
export function kindsOf(
  { path, languageId, signals, strength }: IndexedFile,
  { aboutTests, aboutExamples, aboutGenerated, aboutVendored }: Asked,
): Kind[] {
  const kinds: Kind[] = [];
  if (signals.test && !aboutTests) kinds.push('test');
  const isInEither = IN_EITHER.test(path);
  if (isInEither && !aboutTests && IN_BENCHMARKS.test(path)) kinds.push('benchmark');
  if (signals.example && !aboutExamples) kinds.push('example');
  if (!isCode(languageId) && !aboutExamples) kinds.push('prose');
  if (isInEither && IN_TOOLS.test(path)) kinds.push('tool');
  if (signals.generated || signals.vendored) {
    if ((signals.generated && !aboutGenerated) || (signals.vendored && !aboutVendored)) kinds.push('generated');
  } else if (strength === 'low-quality') kinds.push('low-quality');
  return kinds;
}

function inFolder(names: string): RegExp {
  return new RegExp(`(?:^|/)(?:${names})/`, 'i');
}
