import path from 'node:path';
import { ensureBuilt } from '../tools/build.mjs';
import { ensureInstalled } from '../tools/install.mjs';
import { pack } from '../tools/pack.mjs';
import { rootFolder } from '../tools/paths.mjs';
import { runMain, say } from '../tools/say.mjs';
import { startBrowser } from './browser.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { startServer } from './server.mjs';
import { takeStatusPictures } from './status-pictures.mjs';
import { until } from './until.mjs';
import { openWorkbench } from './workbench.mjs';
import { packageWorkspace } from './workspaces.mjs';

/** Where a picture goes in a theme; says that it is taken. */
const pictureFile = (name) => (theme) => {
  const file = `media/screenshots/${name}-${theme}.png`;
  say(`takes ${file}`);
  return path.join(rootFolder, file);
};

/** Each picture: what a person does first, then the window as it is, then what is done to leave nothing behind. */
const pictures = [
  {
    name: 'completion',
    async prepare(workbench) {
      await workbench.openFile('lib/response.js', { line: 268, column: 1 });
      await workbench.press('End', 'Enter');
      await workbench.type('var spaces ');
      await workbench.ghostText();
    },
    // What is unsaved would be there again in the next window.
    tidy: (workbench) => workbench.command('File: Revert File'),
  },
  {
    name: 'chat',
    async prepare(workbench) {
      await workbench.showView('Cairn');
      const panel = workbench.webview();
      await widenSideBar(workbench.page);
      await panel.locator('textarea').fill('How does a view look up its template file?');
      await panel.locator('textarea').press('Enter');
      await panel.locator('.source').first().click();
      await until(async () => (await workbench.activeFile()) === 'view.js', 'the source opens');
      await panel.locator('.question').first().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'context',
    async prepare(workbench) {
      const { page } = workbench;
      await workbench.openFile('lib/response.js', { line: 268, column: 1 });
      await workbench.press('End');
      await workbench.showView('Cairn');
      await widenSideBar(page);
      await workbench.command('Cairn: Show Context at the Cursor');
      await page.locator('.pane-header', { hasText: 'Chat' }).click();
      const row = page.locator('.pane .monaco-list-row', { hasText: 'utils.js:' }).first();
      await row.hover();
      await page.locator('.workbench-hover', { hasText: 'Found by' }).waitFor();
    },
  },
];

const themes = ['dark', 'light'];

/** `npm run screenshots [-- NAME…]`: pictures of the running product, each in a dark and a light theme. */
await runMain(async () => {
  await ensureInstalled();
  await ensureBuilt({ mode: 'production' });
  const names = process.argv.slice(2);
  const isWanted = (name) => names.length === 0 || names.includes(name);
  const vsix = path.join(temporaryFolder('vsix').path, 'cairn.vsix');
  await pack(vsix);
  const workspace = packageWorkspace('express');
  retypeLine(workspace);
  const server = await startServer({ vsix: [vsix] });
  const browser = await startBrowser();
  try {
    for (const picture of pictures.filter(({ name }) => isWanted(name)))
      for (const theme of themes) await take(browser, server, workspace.path, picture, theme);
    if (isWanted('status')) await takeStatusPictures(browser, server, pictureFile('status'));
  } finally {
    await browser.close();
    await server.stop();
  }
});

/** Drags the border of the side bar, so that code in the chat is not cut. */
async function widenSideBar(page) {
  const { x, y, width, height } = await page.locator('.part.sidebar').boundingBox();
  const [border, middle] = [x + width + 1, y + height / 2];
  await page.mouse.move(border, middle);
  await page.mouse.down();
  await page.mouse.move(border + 150, middle, { steps: 10 });
  await page.mouse.up();
}

/** Takes out the line that the picture of a completion types again. */
function retypeLine(workspace) {
  const line = "  var spaces = app.get('json spaces');\n";
  const text = workspace.read('lib/response.js');
  const at = text.lastIndexOf(line);
  workspace.write('lib/response.js', text.slice(0, at) + text.slice(at + line.length));
}

async function take(browser, server, folder, { name, prepare, tidy }, theme) {
  const size = { width: 1200, height: 760 };
  const workbench = await openWorkbench(browser, server, { folder, files: ['lib/request.js'], size });
  try {
    await workbench.theme(theme);
    await prepare(workbench);
    await workbench.screenshot(pictureFile(name)(theme));
    await tidy?.(workbench);
  } finally {
    await workbench.close();
  }
}
