const FAMILIES: Readonly<Record<string, string>> = {
  javascript: 'script',
  javascriptreact: 'script',
  typescript: 'script',
  typescriptreact: 'script',
  vue: 'script',
  svelte: 'script',
  c: 'c',
  cpp: 'c',
  'objective-c': 'c',
  css: 'css',
  scss: 'css',
  less: 'css',
};

/** Languages whose lines may complete each other share a family; any other language is its own. */
export function languageFamily(languageId: string): string {
  return FAMILIES[languageId] ?? languageId;
}
