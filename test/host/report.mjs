import { writeFileSync } from 'node:fs';

/** Collects what tests did, printing each as it ends. */
export class Report {
  passed = 0;
  failed = 0;
  skipped = 0;

  /** Says which suite the next tests belong to. */
  suite(name) {
    this.#print(`\n${name}`);
  }

  pass(name, ms) {
    this.passed += 1;
    this.#print(`  ok      ${name}${ms === undefined ? '' : ` (${Math.round(ms)} ms)`}`);
  }

  skip(name) {
    this.skipped += 1;
    this.#print(`  skipped ${name}`);
  }

  fail(name, error) {
    this.failed += 1;
    this.#print(`  FAILED  ${name}\n${indent(error?.stack ?? String(error))}`);
  }

  /** Counts as failed what ran no test at all. */
  requireSome(name, before) {
    if (this.passed + this.failed === before) this.fail(name, 'It ran no test.');
  }

  get total() {
    return this.passed + this.failed;
  }

  #print(line) {
    process.stdout.write(`${line}\n`);
  }
}

function indent(text) {
  return text
    .split('\n')
    .map((line) => `          ${line}`)
    .join('\n');
}

/** Prints the counts as the last line, writes them to `resultFile` when one is named, and sets the exit code. */
export function finishReport({ passed, failed, skipped }, resultFile) {
  if (resultFile !== undefined) writeFileSync(resultFile, JSON.stringify({ passed, failed, skipped }));
  const some = passed + failed > 0;
  process.stdout.write(`\n${some ? '' : 'No test ran.\n'}${passed} passed, ${failed} failed\n`);
  process.exitCode = some && failed === 0 ? 0 : 1;
}
