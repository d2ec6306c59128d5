export async function ensureCorpus(): Promise<string> {
  throw new Error('not yet');
}
