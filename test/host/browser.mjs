import { chromiumArguments, ensureChromium } from './chromium.mjs';

/** Starts headless Chromium. Close it with `close()`; Playwright ends it with this process too. */
export async function startBrowser() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: await ensureChromium(), headless: true, args: chromiumArguments });
}

/** A page of its own profile: nothing is shared with other pages. */
export async function newPage(browser, { width = 1280, height = 800 } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const consoleLines = [];
  page.on('console', (message) => consoleLines.push(`${message.type()} ${message.text()}`));
  return { context, page, consoleLines };
}

/** The workbench's address for a folder or a .code-workspace file and a list of payload entries. */
export function workbenchAddress(server, { folder, workspaceFile, payload = [] }) {
  const query = new URLSearchParams();
  if (folder !== undefined) query.set('folder', folder);
  if (workspaceFile !== undefined) query.set('workspace', workspaceFile);
  if (folder === undefined && workspaceFile === undefined) query.set('ew', 'true');
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.origin}/?${query}`;
}

/** How the workbench names a file of the server's machine. */
export function remoteUri(server, file) {
  return `vscode-remote://127.0.0.1:${server.port}${encodeURI(file)}`;
}
