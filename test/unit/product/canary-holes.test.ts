import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { CompletionPipeline } from '../../../src/engine/completion';
import { EmbeddedModel } from '../../../src/engine/models';
import type * as Gate from '../../../src/engine/models/gate';
import type * as UsableFiles from '../../../src/engine/chat/usable';
import { LocalContext, type LocalContextParts } from '../../../src/engine/retrieval';
import { DocumentSyntax, inlineParser } from '../../../src/engine/syntax';
import {
  originJudges,
  type OriginJudges,
  type OriginVerdict,
  type PolicySnapshot,
} from '../../../src/engine/workspace';
import type { ChatController } from '../../../src/extension/chat/chat-controller';
import { installedGrammars } from '../syntax/installed-grammars';
import { live } from './life';
import { productOperation } from './operations';
import type { ProductFaults } from './product';
import type { ProductLeak } from './world';

interface Replaced {
  judges: OriginJudges | undefined;
  everythingIsUsable: boolean;
}

const replaced = vi.hoisted((): Replaced => ({ judges: undefined, everythingIsUsable: false }));

vi.mock('../../../src/engine/models/gate', async (original) => {
  const real = await original<typeof Gate>();
  const gate: typeof real.gate = (parts, context) =>
    replaced.judges ? real.gateWith(replaced.judges, parts, context) : real.gate(parts, context);
  return { ...real, gate };
});

vi.mock('../../../src/engine/chat/usable', async (original) => {
  const real = await original<typeof UsableFiles>();
  const usableUnder: typeof real.usableUnder = (policy, named) =>
    replaced.everythingIsUsable ? () => true : real.usableUnder(policy, named);
  return { ...real, usableUnder };
});

const syntax = { parser: inlineParser(installedGrammars), documentSyntax: new DocumentSyntax(installedGrammars) };

afterEach(() => {
  replaced.judges = undefined;
  replaced.everythingIsUsable = false;
});

afterAll(() => {
  syntax.parser.dispose();
  syntax.documentSyntax.dispose();
});

const inPrompts = (leak: ProductLeak): boolean => leak.where.startsWith('prompt');

/** The first leaks in a few random lives. */
async function firstLeaks(
  faults: ProductFaults,
  matters?: (leak: ProductLeak) => boolean,
  lives = 6,
): Promise<readonly ProductLeak[]> {
  for (let seed = 1; seed <= lives; seed++) {
    const { leaks } = await live(fc.sample(productOperation, { seed, numRuns: 500 }), syntax, faults, matters);
    if (leaks.length > 0) return leaks;
  }
  return [];
}

const free = (): OriginVerdict => ({ strength: 'free' });
const withoutJudge = (kind: keyof OriginJudges): OriginJudges => ({ ...originJudges, [kind]: free });

/** A context engine to which nothing is excluded. */
class BlindContext extends LocalContext {
  override setPolicy(snapshot: PolicySnapshot): void {
    super.setPolicy({ ...snapshot, lists: [] });
  }
}

/** A context engine that never hears of a second policy. */
class StubbornContext extends LocalContext {
  #known = false;

  override setPolicy(snapshot: PolicySnapshot): void {
    if (!this.#known) super.setPolicy(snapshot);
    this.#known = true;
  }
}

/** Nothing leaves the directory of stored indexes, and nothing is stored twice. */
function withoutRemoval(parts: LocalContextParts): LocalContext {
  const { host } = parts;
  const remove: typeof host.remove = async (path) => (path.startsWith('/indexes') ? undefined : host.remove(path));
  return new LocalContext({ ...parts, host: { ...host, remove }, store: { directory: '/indexes' } });
}

class UnforgettingModel extends EmbeddedModel {
  override forget(): void {}
}

const blind: ProductFaults = { engine: (parts) => new BlindContext(parts) };
const onlyPipelineHears = async (pipeline: CompletionPipeline): Promise<void> => pipeline.purge();
const onlyChatHears = (_: CompletionPipeline, chat: ChatController): Promise<void> => chat.policyChanged();

describe('the canaries catch', { timeout: 120_000 }, () => {
  it('a gate that is skipped', async () => {
    replaced.judges = { ...originJudges, file: free, model: free };
    const [leak] = await firstLeaks(blind, inPrompts);
    expect(leak?.where).toMatch(/^prompt file/);
  });

  it('a gate without its judge of files', async () => {
    replaced.judges = withoutJudge('file');
    const [leak] = await firstLeaks(blind, inPrompts);
    expect(leak?.where).toMatch(/^prompt file/);
  });

  it('a gate without its judge of earlier answers', async () => {
    replaced.judges = withoutJudge('model');
    replaced.everythingIsUsable = true;
    const [leak] = await firstLeaks({ policyChanged: onlyPipelineHears }, inPrompts);
    expect(leak?.where).toBe('prompt model answer');
  });

  it('an index that is not purged when the policy changes', async () => {
    const [leak] = await firstLeaks({ engine: (parts) => new StubbornContext(parts) });
    expect(leak?.where).toMatch(/hits|trace|prediction/);
  });

  it('a stored index that stays on the disk when the policy changes', async () => {
    const [leak] = await firstLeaks({ engine: withoutRemoval }, ({ where }) => where === 'stored index');
    expect(leak?.where).toBe('stored index');
  });

  it('an embedded model that does not forget', async () => {
    const [leak] = await firstLeaks({ model: new UnforgettingModel() });
    expect(leak?.where).toMatch(/prediction|suggestion of cairn-embedded/);
  });

  it('a cache of suggestions that is not purged', async () => {
    // The pipeline also notices a new epoch by itself.
    const sameEpoch: ProductFaults['policy'] = (policy) => policy && { ...policy, epoch: 1 };
    const [leak] = await firstLeaks({ policyChanged: onlyChatHears, policy: sameEpoch }, ({ where }) =>
      where.startsWith('cached'),
    );
    expect(leak?.where).toBe('cached suggestion of echo');
  });

  it('conversations that are not purged', async () => {
    const [leak] = await firstLeaks({ policyChanged: onlyPipelineHears });
    expect(leak?.where).toBe('stored conversation');
  });
});

describe('one line of defence alone keeps prompts clean', { timeout: 120_000 }, () => {
  it.each<[string, ProductFaults]>([
    ['the gate, when retrieval knows no rules', blind],
    ['the pipeline, when nobody tells it that the policy changed', { policyChanged: onlyChatHears }],
  ])('%s', async (_, faults) => {
    // Only the index knows where the signature of a low-quality file ends.
    const matters = (leak: ProductLeak): boolean =>
      inPrompts(leak) && !(leak.strength === 'low-quality' && leak.where === 'prompt file signature');
    expect(await firstLeaks(faults, matters, 1)).toEqual([]);
  });

  it('and every kind of origin that reaches a model has its seeded hole here', async () => {
    const { origins } = await live(fc.sample(productOperation, { seed: 1, numRuns: 250 }), syntax);
    expect([...origins].sort()).toEqual(['file', 'model', 'template', 'user']);
  });
});
