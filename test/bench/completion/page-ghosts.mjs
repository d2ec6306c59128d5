/** Milliseconds of the system's monotonic clock, which all processes of a machine share. */
export const now = () => Number(process.hrtime.bigint()) / 1e6;

/** What to add to `performance.now()` of this process for the monotonic clock. */
export const ownOffset = now() - performance.now();

/** Watches the page for ghost text with a number in it, and tells when each was first painted, in the monotonic clock. */
export async function watchGhosts(page) {
  await page.evaluate(install);
  const offset = await clockOffset(page);
  return {
    /** When the suggestion of that number was painted; undefined when it never was. */
    async paintedAt(number) {
      const at = await page.evaluate((key) => globalThis.ghostsPainted[key], number);
      return at === undefined ? undefined : at + offset;
    },
  };
}

/** Runs in the page. */
function install() {
  globalThis.ghostsPainted = {};
  const seen = new Set();
  const look = () => {
    const pieces = [...document.querySelectorAll('.monaco-editor [class*=ghost-text]')];
    const number = /measured(\d+)/.exec(pieces.map(({ textContent }) => textContent).join(''))?.[1];
    if (number === undefined || seen.has(number)) return;
    seen.add(number);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        globalThis.ghostsPainted[number] = performance.now();
      };
      port2.postMessage(undefined);
    });
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
}

/** The quickest of some round trips bounds the error to half its length. */
async function clockOffset(page) {
  let best = { trip: Number.POSITIVE_INFINITY, offset: 0 };
  for (let tries = 0; tries < 30; tries++) {
    const sent = now();
    const there = await page.evaluate(() => performance.now());
    const trip = now() - sent;
    if (trip < best.trip) best = { trip, offset: sent + trip / 2 - there };
  }
  return best.offset;
}
