import fc from 'fast-check';
import type { Slot } from '../../../src/engine/models';
import type { Origin, Strength } from '../../../src/engine/workspace';

/** A rule in a shape so plain that what it excludes can be told without the product's own code. */
export interface CanaryRule {
  readonly home: 'cairnignore' | 'gitignore' | 'user setting' | 'workspace setting';
  /** Directory of the ignore file, '' for the folder; settings know the folder only. */
  readonly base: string;
  readonly strength: Exclude<Strength, 'free'>;
  readonly shape:
    | { readonly kind: 'directory' | 'ending'; readonly name: string }
    | { readonly kind: 'file'; readonly pick: number };
}

/** One step of a random life of a workspace. Numbers pick among what exists then. */
export type CanaryOperation =
  | { readonly kind: 'create'; readonly directory: string; readonly ending: string; readonly lines: number }
  | { readonly kind: 'edit'; readonly file: number; readonly lines: number }
  | { readonly kind: 'rename'; readonly file: number; readonly directory: string; readonly ending: string }
  | { readonly kind: 'remove'; readonly file: number }
  | { readonly kind: 'add rule'; readonly rule: CanaryRule }
  | { readonly kind: 'remove rule'; readonly rule: number }
  | { readonly kind: 'open'; readonly file: number }
  | { readonly kind: 'close' }
  | { readonly kind: 'gather'; readonly request: CanaryRequest }
  | { readonly kind: 'send'; readonly policyMissing: boolean };

/** What to gather: an origin kind, a slot, the files behind it. */
export interface CanaryRequest {
  readonly origin: Exclude<Origin['kind'], 'template' | 'user'>;
  readonly slot: Slot;
  readonly files: readonly number[];
  readonly firstLine: number;
  readonly lines: number;
  /** How the URI is written: VS Code, Node and the file system do not agree. */
  readonly spelling: number;
  /** The label names this file instead of the one behind the part. */
  readonly strangeLabel: number | undefined;
  /** For `tool` and `model`: origin kind of the sources. */
  readonly inner: 'file' | 'edit' | 'git' | 'diagnostics' | 'terminal' | 'tool';
}

const directories = ['', 'src', 'src/data', 'data', 'keys', 'vendor', 'node_modules/m', 'lib/keys/old'];
const endings = ['ts', 'csv', 'pem', 'ipynb'];
const slots: readonly Slot[] = [
  'signature',
  'chunk',
  'edit',
  'mention',
  'prefix',
  'suffix',
  'question',
  'answer',
  'instruction',
];
const gathered: readonly CanaryRequest['origin'][] = [
  'file',
  'edit',
  'diagnostics',
  'git',
  'terminal',
  'clipboard',
  'rules',
  'tool',
  'model',
];

const pick = fc.nat(1000);
const directory = fc.constantFrom(...directories);
const ending = fc.constantFrom(...endings);
const lineCount = fc.integer({ min: 1, max: 9 });

/** Rules of every home, strength and shape. */
export const canaryRule: fc.Arbitrary<CanaryRule> = fc
  .record({
    home: fc.constantFrom('cairnignore', 'cairnignore', 'gitignore', 'user setting', 'workspace setting'),
    base: fc.constantFrom('', '', 'src', 'lib'),
    strength: fc.constantFrom('private', 'private', 'low-quality'),
    shape: fc.oneof(
      fc.record({ kind: fc.constant('directory' as const), name: fc.constantFrom('data', 'keys', 'old', 'src') }),
      fc.record({ kind: fc.constant('ending' as const), name: fc.constantFrom('csv', 'ipynb', 'ts') }),
      fc.record({ kind: fc.constant('file' as const), pick }),
    ),
  })
  .map((drawn): CanaryRule => {
    const strength = drawn.home === 'gitignore' ? 'unindexed' : drawn.strength;
    return { ...drawn, strength, base: drawn.home.endsWith('setting') ? '' : drawn.base } as CanaryRule;
  });

const request: fc.Arbitrary<CanaryRequest> = fc.record({
  origin: fc.constantFrom(...gathered),
  slot: fc.constantFrom(...slots),
  files: fc.array(pick, { minLength: 1, maxLength: 3 }),
  firstLine: fc.nat(8),
  lines: lineCount,
  spelling: fc.nat(4),
  strangeLabel: fc.option(pick, { nil: undefined, freq: 5 }),
  inner: fc.constantFrom('file', 'edit', 'git', 'diagnostics', 'terminal', 'tool'),
});

/** Random operations; about a third gather and send. */
export const canaryOperation: fc.Arbitrary<CanaryOperation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), directory, ending, lines: lineCount }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), file: pick, lines: lineCount }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), file: pick, directory, ending }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), file: pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add rule' as const), rule: canaryRule }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove rule' as const), rule: pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('open' as const), file: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const) }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('gather' as const), request }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('send' as const), policyMissing: fc.nat(9).map((draw) => draw === 0) }),
  },
);
