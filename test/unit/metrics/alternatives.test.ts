import { expect, it } from 'vitest';
import { Scene, traceId } from './support';

const alternatives = ['second(a);', 'third(a, b);'];

function offered(): Scene {
  const scene = new Scene().open('x = ').request(1);
  scene.tracker.returned(traceId(1), { offset: 4, text: 'first();', alternatives, eol: '\n' });
  return scene.pass(100);
}

const ended = (scene: Scene): unknown[] =>
  scene.events.flatMap((event) =>
    event.kind === 'suggestion' ? [{ outcome: event.outcome, characters: event.charactersAccepted }] : [],
  );

it.each([...alternatives, 'first();'])('an accept of %s counts its characters', (text) => {
  const scene = offered().tab(traceId(1), text).pass(1000);
  expect(ended(scene)).toEqual([{ outcome: 'accepted', characters: text.length }]);
});

it('what is typed along an alternative belongs to it', () => {
  const scene = offered().type('sec').tab(traceId(1), 'ond(a);').pass(1000);
  expect(ended(scene)).toEqual([{ outcome: 'accepted', characters: 7 }]);
});

it('what is none of them ends them all', () => {
  expect(ended(offered().type('other').pass(1000))).toEqual([{ outcome: 'ignored', characters: 0 }]);
});
