const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function entriesOf(value: unknown): Readonly<Record<string, boolean>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
  );
}

/** Languages with completion on or off: what of the setting's value can be read, over its default. One wrong entry changes no other. */
export function languageMap(value: unknown, byDefault: unknown): Readonly<Record<string, boolean>> {
  return { ...entriesOf(byDefault), ...entriesOf(value) };
}

/** What a place of the settings says, with one language turned on or off; everything else in it stays as it is. */
export function withLanguage(value: unknown, languageId: string, on: boolean): Readonly<Record<string, unknown>> {
  return { ...(isObject(value) ? value : {}), [languageId]: on };
}

/** Whether a place of the settings says something of a language. */
export const namesLanguage = (value: unknown, languageId: string): boolean =>
  isObject(value) && Object.hasOwn(value, languageId);
