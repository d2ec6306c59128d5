import path from 'node:path';
import { newPage, remoteUri, workbenchAddress } from './browser.mjs';
import { editorActions } from './workbench-editor.mjs';
import { surfaceActions } from './workbench-surfaces.mjs';

const openTimeoutMs = 90_000;

/** Cairn's item in the status bar; its presence says that Cairn is active. */
const statusItem = '#cairn\\.cairn\\.status';

/**
 * Opens the workbench in a page of its own and waits until an editor (when `files` are named) and Cairn are ready.
 *
 * - `folder` or `workspaceFile`: what to open, absolute. `files`: what to open in it, relative to `folder` or absolute.
 * - `develop`: folders of extensions to load from; needs a server started with `automation`.
 * - `ready`: a selector to wait for, Cairn's status item by default; null waits for the workbench only.
 */
export async function openWorkbench(
  browser,
  server,
  { folder, workspaceFile, files = [], develop = [], ready = statusItem, size } = {},
) {
  const { context, page, consoleLines } = await newPage(browser, size);
  const absolute = (file) => (path.isAbsolute(file) ? file : path.join(folder ?? '/', file));
  const payload = [
    ...files.map((file) => ['openFile', remoteUri(server, absolute(file))]),
    ...develop.map((one) => ['extensionDevelopmentPath', remoteUri(server, one)]),
  ];
  const untilReady = async () => {
    await page.waitForSelector('.monaco-workbench', { timeout: openTimeoutMs });
    if (files.length > 0) await page.waitForSelector('.monaco-editor .view-lines', { timeout: openTimeoutMs });
    if (ready !== null) await page.waitForSelector(ready, { timeout: openTimeoutMs });
  };
  try {
    await page.goto(workbenchAddress(server, { folder, workspaceFile, payload }));
    await untilReady();
  } catch (error) {
    error.page = page;
    error.consoleLines = consoleLines;
    throw error;
  }
  return {
    page,
    context,
    server,
    folder,
    consoleLines,
    ...editorActions(page),
    ...surfaceActions(page, server, statusItem),

    /** Loads the page again, as a person's "Reload Window" does, and waits until all is ready. */
    async reload() {
      await page.reload();
      await untilReady();
    },

    /** Closes the page; what it kept in the browser is lost with it. */
    async close() {
      await context.close();
    },
  };
}
