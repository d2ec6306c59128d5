import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newTraceId } from '../../../src/engine/host';
import type { SecretScanner } from '../../../src/engine/models';
import { gateWith } from '../../../src/engine/models/gate';
import { compilePolicy, composePolicySnapshot, originJudges } from '../../../src/engine/workspace';
import type { OriginJudges, Policy } from '../../../src/engine/workspace';
import { CanaryWorld, canariesIn, canaryOperation } from '../support/canary';
import type { CanaryLeak, CanaryOperation } from '../support/canary';
import { memoryHost } from '../support/memory-host';

const scanner: SecretScanner = { scan: async () => [] };
const host = memoryHost();

function policyOf(world: CanaryWorld): Policy {
  const { snapshot, problems } = composePolicySnapshot({
    folders: [world.folder],
    settings: world.settings(),
    ignoreFiles: world.ignoreFiles(),
    epoch: world.revision,
  });
  expect(problems).toEqual([]);
  return compilePolicy(snapshot);
}

interface Life {
  readonly leaks: readonly CanaryLeak[];
  /** Canaries that arrived, so that a gate that drops everything is noticed. */
  readonly arrived: number;
}

/** Lives through the operations with a model that remembers all it receives; ends at the first leak. */
async function live(operations: readonly CanaryOperation[], judges: OriginJudges): Promise<Life> {
  const world = new CanaryWorld();
  let arrived = 0;
  for (const operation of operations) {
    world.apply(operation);
    if (operation.kind !== 'send') continue;
    const parts = world.gathered.splice(0);
    const sendable = await gateWith(judges, parts, {
      policy: operation.policyMissing ? undefined : policyOf(world),
      scanner,
      trace: newTraceId(host),
      privateLines: world.privateLines(),
      ...(world.current ? { currentUri: world.uriOf(world.current) } : {}),
    });
    arrived += sendable.parts.flatMap(canariesIn).length;
    const leaks = world.leaksIn(sendable.parts, operation.policyMissing);
    if (leaks.length > 0) return { leaks, arrived };
  }
  return { leaks: [], arrived };
}

/** The operations that it takes to leak, for a person to read. */
async function withoutIdleOperations(
  operations: readonly CanaryOperation[],
  judges: OriginJudges,
): Promise<readonly CanaryOperation[]> {
  let needed = [...operations];
  for (let at = needed.length - 1; at >= 0; at--) {
    const fewer = needed.toSpliced(at, 1);
    if ((await live(fewer, judges)).leaks.length > 0) needed = fewer;
  }
  return needed;
}

const fiveHundred = (seed: number) => fc.sample(canaryOperation, { seed, numRuns: 500 });

describe('canaries of excluded files', () => {
  it('reach no model in 500 random operations', async () => {
    let arrived = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const operations = fiveHundred(seed);
        const lived = await live(operations, originJudges);
        arrived += lived.arrived;
        if (lived.leaks.length > 0) expect(await withoutIdleOperations(operations, originJudges)).toEqual([]);
      }),
      { numRuns: 8, endOnFailure: true },
    );
    // Random lives differ; a gate that drops everything lets none arrive.
    expect(arrived).toBeGreaterThan(50);
  });

  const checked = ['file', 'edit', 'diagnostics', 'git', 'terminal', 'clipboard', 'rules', 'tool', 'model'] as const;

  it('names every origin kind that has a check', () => {
    expect([...checked, 'template', 'user'].sort()).toEqual(Object.keys(originJudges).sort());
  });

  it.each(checked)('are caught when the check of %s is removed', async (kind) => {
    const hole: OriginJudges = { ...originJudges, [kind]: () => ({ strength: 'free' }) };
    const { leaks } = await live(fiveHundred(1), hole);
    // A tool or an answer that rests on such a source leaks as well.
    expect([kind, 'tool', 'model']).toContain(leaks[0]?.origin);
  });

  it('are caught when bodies of low-quality files pass', async () => {
    const hole: OriginJudges = {
      ...originJudges,
      file: (origin, context, judges) => {
        const verdict = originJudges.file(origin, context, judges);
        return verdict.strength === 'low-quality' ? { strength: 'free' } : verdict;
      },
    };
    expect((await live(fiveHundred(1), hole)).leaks[0]).toMatchObject({ strength: 'low-quality' });
  });
});
