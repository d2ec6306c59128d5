import { openQuickInput } from './quick-input.mjs';
import { until } from './until.mjs';

const ghost = '.monaco-editor :is(.ghost-text-decoration, .ghost-text-decoration-preview, .ghost-text)';
const focusedEditor = '.editor-group-container.active .monaco-editor';

/** What a person does in the text editor. Lines and columns are one-based, as the editor shows them. */
export function editorActions(page) {
  const { keyboard } = page;

  const press = async (...keys) => {
    for (const key of keys) await keyboard.press(key);
  };

  const shownGhostText = async () => {
    const pieces = await page.locator(ghost).evaluateAll((elements) =>
      elements
        .filter((element) => element.querySelector('[class*=ghost-text]') === null)
        .map((element) => {
          const { top, left } = element.getBoundingClientRect();
          return { top: Math.round(top), left, text: element.textContent ?? '' };
        }),
    );
    return joinByPosition(pieces);
  };

  const position = () => page.locator('#status\\.editor\\.selection');
  const tab = () => page.locator('.editor-group-container.active .tab.active');

  return {
    /** Presses keys one after the other, by Playwright's names: press('Control+S', 'Escape'). */
    press,

    /** Opens a file by its path within the folder, and puts the cursor at line and column. */
    async openFile(relative, { line = 1, column = 1 } = {}) {
      const name = relative.split('/').at(-1);
      const isOpen = (await tab().count()) > 0 && (await tab().getAttribute('data-resource-name')) === name;
      await openQuickInput(page, 'Control+P');
      await keyboard.insertText(`${relative}:${line}:${column}`);
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
      await press('Enter');
      await until(
        async () => (await tab().getAttribute('data-resource-name')) === name,
        `the editor shows ${relative}`,
      );
      await page.locator(`${focusedEditor}.focused`).first().waitFor();
      // A file that was shown already says nothing else of when the cursor has moved.
      const there = `Ln ${line}, Col ${column}`;
      if (isOpen)
        await until(async () => (await position().innerText()).startsWith(there), `the cursor is at ${there}`);
    },

    /** Puts the cursor at line and column of the current file. */
    async goTo(line, column = 1) {
      await openQuickInput(page, 'Control+G');
      await keyboard.insertText(`:${line}:${column}`);
      await press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      await page.locator(`${focusedEditor}.focused`).first().waitFor();
    },

    /** Types as a person does, one key after the other. */
    async type(text, { delay = 25 } = {}) {
      await keyboard.type(text, { delay });
    },

    /** Puts text in at once, as a paste does. */
    async insert(text) {
      await keyboard.insertText(text);
    },

    /** The ghost text on the screen now, its lines joined by \n; '' when there is none. */
    shownGhostText,

    /** Waits for ghost text and resolves to it. */
    async ghostText({ timeout = 15_000 } = {}) {
      await page.locator(ghost).first().waitFor({ timeout });
      return shownGhostText();
    },

    /** Waits until no ghost text is shown. */
    async noGhostText({ timeout = 5_000 } = {}) {
      await until(async () => (await shownGhostText()) === '', 'the ghost text is gone', timeout);
    },

    /** Accepts the ghost text with Tab and resolves to what was shown. */
    async accept() {
      const text = await shownGhostText();
      if (text === '') throw new Error('There is no ghost text to accept.');
      await press('Tab');
      await until(async () => (await shownGhostText()) !== text, 'the ghost text is accepted');
      return text;
    },

    /** The visible lines of the active editor, joined by \n. */
    async editorText() {
      const lines = page.locator(`${focusedEditor} .view-lines`).first();
      const placed = await lines.locator('.view-line').evaluateAll((elements) =>
        elements.map((element) => ({
          top: Number.parseFloat(element.style.top),
          left: 0,
          text: element.textContent ?? '',
        })),
      );
      return joinByPosition(placed);
    },

    /** The active file's name, as its tab says it. */
    activeFile: () => tab().getAttribute('data-resource-name'),

    /** The cursor as the status bar says it: `{ line, column }`. */
    async cursor() {
      const text = await page.locator('#status\\.editor\\.selection').innerText();
      const [, line, column] = /Ln (\d+), Col (\d+)/.exec(text) ?? [];
      return { line: Number(line), column: Number(column) };
    },

    /** Saves the active file and waits until it is on disk. */
    async save() {
      await press('Control+S');
      await until(
        async () => (await page.locator('.editor-group-container.active .tab.active.dirty').count()) === 0,
        'the file is saved',
      );
    },
  };
}

/** Pieces of text as they are read: those of one line from left to right, the lines joined by \n. */
function joinByPosition(pieces) {
  const lines = new Map();
  for (const piece of pieces) lines.set(piece.top, [...(lines.get(piece.top) ?? []), piece]);
  return [...lines.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, line]) =>
      line
        .sort((a, b) => a.left - b.left)
        .map(({ text }) => text)
        .join(''),
    )
    .join('\n')
    .replaceAll('\u00a0', ' ');
}
