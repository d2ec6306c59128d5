import { newPage } from './browser.mjs';
import { setup, states } from './status-states.mjs';
import { until } from './until.mjs';
import { openWorkbench } from './workbench.mjs';

const size = { width: 1000, height: 640 };

const schemes = ['dark', 'light'];
const followScheme = 'window.autoDetectColorScheme';

/**
 * Brings an editor into one state of the status bar item after the other, and puts the strips of its status bar together into one
 * picture per theme, each with the state's name and the sentence of the tooltip. `fileOf` names the picture's file for 'dark' and 'light'.
 */
export async function takeStatusPictures(browser, server, fileOf) {
  const { workspace, simulator } = await setup();
  const workbench = await openWorkbench(browser, server, { folder: workspace.path, files: ['lib/view.js'], size });
  try {
    await workbench.indexReady();
    // Both themes of a state are taken at once, without a change of settings for each.
    await workbench.setSettings({ [followScheme]: true });
    // What only an editor in a browser shows.
    await workbench.page.addStyleTag({ content: '#status\\.workbench\\.keyboardLayout { display: none }' });
    const rows = [];
    for (const state of states) {
      await state.reach(workbench, simulator);
      rows.push(await rowOf(workbench, state));
      await state.leave?.(workbench);
    }
    for (const scheme of schemes) {
      await showScheme(workbench.page, scheme);
      const colours = await themeColours(workbench.page);
      const shown = rows.map(({ pictures, ...row }) => ({ ...row, ...pictures[scheme] }));
      await compose(browser, { rows: shown, colours }, fileOf(scheme));
    }
    await workbench.setSettings({ [followScheme]: undefined });
  } finally {
    await workbench.close();
    await simulator.close().catch(() => undefined);
    workspace.remove();
  }
}

/** Waits until the tooltip tells of the state, and photographs the strip. */
async function rowOf(workbench, { name, says, withTooltip = false }) {
  let tooltip = '';
  const telling = async () => {
    tooltip = await workbench.statusTooltip();
    return tooltip
      .split('\n')
      .map((line) => line.trim())
      .find((line) => says.test(line));
  };
  const sentence = await until(telling, `the tooltip tells of "${name}"`, 60_000).catch((error) => {
    throw new Error(`${error.message} It said: ${tooltip}`, { cause: error });
  });
  const pictures = {};
  for (const scheme of schemes) {
    await showScheme(workbench.page, scheme);
    const hover = withTooltip ? await tooltipPicture(workbench) : undefined;
    await workbench.page.mouse.move(500, 300);
    await workbench.page.locator('.workbench-hover-container').waitFor({ state: 'detached' });
    pictures[scheme] = { tooltip: hover, strip: await stripPicture(workbench.page) };
  }
  return { name, sentence, pictures };
}

async function showScheme(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.locator(colorScheme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs').waitFor();
}

/** The status bar from the document's language to its right end. */
async function stripPicture(page) {
  const bar = await page.locator('.part.statusbar').boundingBox();
  const language = await page.locator('#status\\.editor\\.mode').boundingBox();
  // Between two pixels it would be blurred.
  const x = Math.floor(language.x);
  const clip = { x, y: bar.y, width: bar.x + bar.width - x, height: bar.height };
  return { ...clip, data: await pictureOf(page, clip) };
}

async function tooltipPicture(workbench) {
  const { page } = workbench;
  await workbench.statusTooltip();
  const box = await page.locator('.workbench-hover-container .workbench-hover').last().boundingBox();
  return { ...box, data: await pictureOf(page, box) };
}

/** With transitions at their end: the colours of another theme come by and by. */
async function pictureOf(page, clip) {
  const picture = await page.screenshot({ clip, animations: 'disabled' });
  return `data:image/png;base64,${picture.toString('base64')}`;
}

/** The theme's own colours, as the workbench has them. */
const themeColours = (page) =>
  page.locator('.monaco-workbench').evaluate((workbench) => {
    const style = getComputedStyle(workbench);
    const colour = (name) => style.getPropertyValue(`--vscode-${name}`);
    return {
      background: colour('editor-background'),
      foreground: colour('editor-foreground'),
      quiet: colour('descriptionForeground'),
      bar: colour('statusBar-background'),
      border: colour('editorGroup-border'),
      font: style.fontFamily,
    };
  });

async function compose(browser, content, file) {
  const { context, page } = await newPage(browser, { width: 960, height: 600 });
  try {
    await page.setContent(html(content));
    await page.locator('main').screenshot({ path: file });
  } finally {
    await context.close();
  }
}

function html({ rows, colours }) {
  return `<!DOCTYPE html><style>
    body { margin: 0; background: ${colours.background}; color: ${colours.foreground}; font: 13px/1.45 ${colours.font}; }
    main { padding: 14px 24px; }
    section { display: grid; grid-template-columns: 1fr 335px; gap: 28px; align-items: center; padding: 10px 0; }
    section + section { border-top: 1px solid ${colours.border}; }
    h2 { margin: 0; font-size: 13px; font-weight: 600; }
    p { margin: 1px 0 0; color: ${colours.quiet}; }
    .bar { background: ${colours.bar}; text-align: right; line-height: 0; overflow: hidden; border-radius: 3px; }
    .tooltip { margin-top: 6px; border-radius: 3px; }
  </style><main>${rows.map(section).join('')}</main>`;
}

const section = ({ name, sentence, strip, tooltip }) => `<section>
    <div><h2>${escaped(name)}</h2>${tooltip ? image(tooltip, 'tooltip') : `<p>${escaped(sentence)}</p>`}</div>
    <div class="bar">${image(strip, 'strip')}</div>
  </section>`;

const image = ({ data, width, height }, kind) =>
  `<img class="${kind}" src="${data}" width="${width}" height="${height}">`;

const escaped = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
