import { expect, it } from 'vitest';
import { Dismissals } from '../../../src/engine/completion/dismissals';

const minute = 60_000;

it('after three dismissals in a row there is quiet for half a minute', () => {
  const dismissals = new Dismissals();
  dismissals.dismissed(0);
  dismissals.dismissed(10);
  expect(dismissals.isQuiet(11)).toBe(false);
  dismissals.dismissed(20);
  expect(dismissals.isQuiet(21)).toBe(true);
  expect(dismissals.isQuiet(20 + minute / 2)).toBe(false);
});

it('each further one doubles it, up to ten minutes', () => {
  const dismissals = new Dismissals();
  for (let times = 0; times < 4; times++) dismissals.dismissed(0);
  expect(dismissals.isQuiet(minute - 1)).toBe(true);
  expect(dismissals.isQuiet(minute)).toBe(false);
  for (let times = 0; times < 40; times++) dismissals.dismissed(0);
  expect(dismissals.isQuiet(10 * minute - 1)).toBe(true);
  expect(dismissals.isQuiet(10 * minute)).toBe(false);
});

it('one that is welcome ends it and the count', () => {
  const dismissals = new Dismissals();
  for (let times = 0; times < 3; times++) dismissals.dismissed(0);
  dismissals.welcomed();
  expect(dismissals.isQuiet(1)).toBe(false);
  dismissals.dismissed(2);
  dismissals.dismissed(3);
  expect(dismissals.isQuiet(4)).toBe(false);
});
