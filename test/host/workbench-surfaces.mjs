import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openInput, openQuickInput } from './quick-input.mjs';
import { themes } from './settings.mjs';
import { until } from './until.mjs';

/** What a person sees and uses around the editor: commands, pickers, status bar, toasts, views. */
export function surfaceActions(page, server, statusItem) {
  const { keyboard } = page;

  const row = (text) => page.locator(`${openInput} .quick-input-list .monaco-list-row`, { hasText: text });

  const command = async (label) => {
    await openQuickInput(page, 'F1');
    await keyboard.insertText(label);
    const exact = page.locator(`${openInput} .monaco-list-row.focused[aria-label^="${label}"]`);
    await exact.waitFor({ timeout: 10_000 });
    await keyboard.press('Enter');
  };

  // Through the editor: the server's watcher misses changes of this file that are made on disk.
  const setSettings = async (changes) => {
    const current = JSON.parse(readFileSync(server.settingsFile, 'utf8'));
    await command('Preferences: Open User Settings (JSON)');
    const tab = page.locator('.editor-group-container.active .tab.active[data-resource-name="settings.json"]');
    await tab.waitFor();
    await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    const text = JSON.stringify({ ...current, ...changes }, null, 2);
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await keyboard.press('Control+A');
    await keyboard.press('Control+V');
    await keyboard.press('Control+S');
    await until(() => sameValues(server.settingsFile, text), 'the settings are saved');
    await page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
    await keyboard.press('Control+W');
    // On a busy machine the tab shows late that it is unsaved, and an editor that is being saved does not close.
    const closeByButton = async () => {
      // It may ask whether to save.
      await keyboard.press('Escape');
      await keyboard.press('Control+S');
      await page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
      await tab.locator('.tab-actions .action-label').click();
    };
    await tab.waitFor({ state: 'detached', timeout: 5_000 }).catch(closeByButton);
    await tab.waitFor({ state: 'detached' });
  };

  return {
    /** Runs a command from the palette by its whole label, for example 'Cairn: Show Log'. */
    command,

    /** Changes user settings in the running VS Code; undefined removes one. The file edited before has the focus again. */
    setSettings,

    /** The labels that the open picker lists. */
    async pickerItems() {
      await row('').first().waitFor();
      return page
        .locator(`${openInput} .monaco-list-row .quick-input-list-rows .monaco-icon-label:first-of-type .label-name`)
        .allTextContents();
    },

    /** Chooses the first entry with that text in the open picker. */
    async pick(text) {
      await row(text).first().click();
    },

    /** Fills the open input box or picker filter, and presses Enter unless told not to. */
    async answer(text, { enter = true } = {}) {
      await page.locator(`${openInput} input`).first().fill(text);
      if (enter) await keyboard.press('Enter');
    },

    /** The text of Cairn's status bar item. */
    statusText: () => page.locator(statusItem).innerText(),

    /** Waits until the status bar item's text matches. */
    async statusMatches(pattern, { timeout = 30_000 } = {}) {
      await until(
        async () => pattern.test(await page.locator(statusItem).innerText()),
        `the status bar says ${pattern}`,
        timeout,
      );
    },

    /** Waits until the index is ready and nothing is wrong, as the status bar item's picture says. */
    indexReady: ({ timeout = 60_000 } = {}) => page.locator(`${statusItem} .codicon-layers`).waitFor({ timeout }),

    /** Points at the status bar item and resolves to its tooltip's text. */
    async statusTooltip() {
      await page.mouse.move(640, 300);
      await page.locator(statusItem).hover();
      const hover = page
        .locator('.workbench-hover-container .workbench-hover, .workbench-hover-container .monaco-hover')
        .last();
      await hover.waitFor({ timeout: 10_000 });
      return hover.innerText();
    },

    /** Clicks the status bar item. */
    clickStatus: () => page.locator(statusItem).click(),

    /** The messages of the toasts on the screen. None are shown under a server started with `automation`. */
    toasts: () => page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts(),

    /** Waits for a toast that matches, and resolves to its message. */
    async toast(pattern, { timeout = 15_000 } = {}) {
      const message = page
        .locator('.notifications-toasts .notification-list-item-message', { hasText: pattern })
        .first();
      await message.waitFor({ timeout });
      return message.innerText();
    },

    /** All messages that were not dismissed, also of toasts that have gone by themselves. */
    async notifications() {
      await command('Notifications: Show Notifications');
      const center = page.locator('.notifications-center.visible');
      await center.waitFor();
      const messages = await center.locator('.notification-list-item-message').allInnerTexts();
      await keyboard.press('Escape');
      await center.waitFor({ state: 'hidden' });
      return messages;
    },

    /** Clicks a button of a toast. */
    async toastButton(label) {
      await page.locator('.notifications-toasts .monaco-button', { hasText: label }).first().click();
    },

    /** Closes all toasts. */
    async clearToasts() {
      const close = page.locator('.notifications-toasts .codicon-notifications-clear');
      for (let left = await close.count(); left > 0; left--) {
        await page.locator('.notifications-toasts .notification-toast').first().hover();
        await close.first().click();
      }
    },

    /** The modal dialog's text; `dialogButton` answers it. */
    async dialog({ timeout = 15_000 } = {}) {
      const box = page.locator('.monaco-dialog-box .dialog-message-container');
      await box.waitFor({ timeout });
      return box.innerText();
    },

    /** Clicks a button of the modal dialog. */
    async dialogButton(label) {
      await page.locator('.monaco-dialog-box .monaco-button', { hasText: label }).click();
    },

    /** Shows a view container by its icon in the activity bar, unless it is shown. */
    async showView(title) {
      const icon = page.locator(`.activitybar .action-item:has([aria-label^="${title}"])`).first();
      if ((await icon.getAttribute('class'))?.includes('checked')) return;
      await icon.click();
    },

    /** The document inside Cairn's webview. */
    webview: () =>
      page
        .frameLocator('iframe.webview.ready[src*="extensionId=cairn.cairn"]')
        .last()
        .frameLocator('iframe#active-frame'),

    /** Switches to the 'dark' or 'light' theme and waits until it is drawn. */
    async theme(name) {
      await setSettings({ 'workbench.colorTheme': themes[name] });
      const drawn = name === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs';
      await page.locator(drawn).waitFor({ timeout: 10_000 });
    },

    /** Saves a picture of the whole window. */
    async screenshot(file) {
      mkdirSync(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file });
    },
  };
}

function sameValues(file, text) {
  try {
    return JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))) === JSON.stringify(JSON.parse(text));
  } catch {
    return false;
  }
}
