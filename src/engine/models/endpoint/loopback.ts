/** Whether a URL names the very machine that asks it; 0.0.0.0 and [::], where servers say they listen, do too. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(new URL(url).hostname);
}
