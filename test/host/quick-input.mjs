/** The editor's one picker and input box, while it is shown. */
export const openInput = '.quick-input-widget:not(.hidden)';

const attempts = 6;

/**
 * Opens the picker by its key. It closes by itself when the focus moves, which an action before may still do, so the key is
 * pressed again until the picker stays.
 */
export async function openQuickInput(page, key) {
  const input = page.locator(`${openInput} input`).first();
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press(key);
    try {
      await input.waitFor({ timeout: 5_000 });
      return;
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}
