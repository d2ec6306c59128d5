import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `condition` resolves to something truthy, and resolves to that. `what` completes "It did not happen that …". */
export async function until(condition, what, timeoutMs = 10_000) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`It did not happen within ${timeoutMs / 1000} s that ${what}.`);
    await delay(50);
  }
}
