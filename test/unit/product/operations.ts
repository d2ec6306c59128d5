import fc from 'fast-check';
import { type CanaryRule, canaryRule } from '../support/canary';

/** One step of a random life of the product. Numbers pick among what exists then. */
export type ProductOperation =
  | {
      readonly kind: 'create';
      readonly directory: string;
      readonly ending: string;
      readonly blocks: number;
      readonly uses: number;
      readonly generated: boolean;
    }
  /** On disk, or in the editor where it stays unsaved. */
  | { readonly kind: 'edit'; readonly file: number; readonly uses: number }
  | { readonly kind: 'save'; readonly file: number }
  | { readonly kind: 'rename'; readonly file: number; readonly directory: string; readonly ending: string }
  | { readonly kind: 'remove'; readonly file: number }
  | { readonly kind: 'open' | 'close'; readonly file: number }
  /** `gap`: the rules are unknown until a later step ends it. */
  | { readonly kind: 'add rule'; readonly rule: CanaryRule; readonly gap: boolean }
  | { readonly kind: 'remove rule'; readonly rule: number; readonly gap: boolean }
  /** Excludes a file that an answer used. */
  | { readonly kind: 'exclude source'; readonly source: number; readonly strength: 'private' | 'low-quality' }
  | { readonly kind: 'compile' }
  | { readonly kind: 'complete'; readonly file: number; readonly at: number; readonly embedded: boolean }
  /** `places`: files named with a line, as in a stack trace. */
  | {
      readonly kind: 'ask';
      readonly about: readonly number[];
      readonly mentions: readonly number[];
      readonly places: readonly number[];
      readonly model: boolean;
    }
  | { readonly kind: 'new conversation' }
  | { readonly kind: 'restart chat' }
  | { readonly kind: 'erase' }
  /** Lets the product run for some turns of the event loop. */
  | { readonly kind: 'pass'; readonly turns: number }
  | { readonly kind: 'settle' };

const directories = ['', 'src', 'src/data', 'data', 'keys', 'vendor', 'node_modules/m', 'lib/keys/old'];
const directory = fc.constantFrom(...directories, '', 'src', 'src');
const ending = fc.constantFrom('ts', 'ts', 'ts', 'ts', 'csv', 'pem');
const pick = fc.nat(1000);
const few = fc.array(pick, { maxLength: 2 });
const gap = fc.nat(2).map((draw) => draw === 0);
const kind = <K extends ProductOperation['kind']>(name: K) => fc.constant(name);

const weighted: readonly (readonly [number, fc.Arbitrary<ProductOperation>])[] = [
  [
    8,
    fc.record({
      kind: kind('create'),
      directory,
      ending,
      blocks: fc.integer({ min: 1, max: 4 }),
      uses: pick,
      generated: fc.nat(9).map((draw) => draw === 0),
    }),
  ],
  [6, fc.record({ kind: kind('edit'), file: pick, uses: pick })],
  [2, fc.record({ kind: kind('save'), file: pick })],
  [3, fc.record({ kind: kind('rename'), file: pick, directory, ending })],
  [2, fc.record({ kind: kind('remove'), file: pick })],
  [4, fc.record({ kind: kind('open'), file: pick })],
  [2, fc.record({ kind: kind('close'), file: pick })],
  [5, fc.record({ kind: kind('add rule'), rule: canaryRule, gap })],
  [9, fc.record({ kind: kind('remove rule'), rule: pick, gap })],
  [3, fc.record({ kind: kind('exclude source'), source: pick, strength: fc.constantFrom('private', 'low-quality') })],
  [3, fc.record({ kind: kind('compile') })],
  [14, fc.record({ kind: kind('complete'), file: pick, at: pick, embedded: fc.boolean() })],
  [
    9,
    fc.record({ kind: kind('ask'), about: few, mentions: few, places: few, model: fc.nat(4).map((draw) => draw > 0) }),
  ],
  [1, fc.record({ kind: kind('new conversation') })],
  [2, fc.record({ kind: kind('restart chat') })],
  [1, fc.record({ kind: kind('erase') })],
  [12, fc.record({ kind: kind('pass'), turns: fc.integer({ min: 1, max: 12 }) })],
  [8, fc.record({ kind: kind('settle') })],
];

/** Steps that overlap: what was asked may still be on its way when the rules change. */
export const productOperation: fc.Arbitrary<ProductOperation> = fc.oneof(
  ...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })),
);
