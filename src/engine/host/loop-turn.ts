/** Resolves in the next turn of the event loop, when timers and messages that wait have had theirs. */
export function loopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
