import { CairnEngine } from './cairn-engine';
import type { EngineName, KeywordEngine } from './engine';

/** An empty index. Peers are loaded on demand, so that none pays for another. */
export async function createEngine(name: EngineName, file: string): Promise<KeywordEngine> {
  if (name === 'cairn') return CairnEngine.create();
  if (name === 'fts5') return (await import('./fts5-engine')).Fts5Engine.create(file);
  return (await import('./minisearch-engine')).MiniSearchEngine.create();
}

/** An index that another process has saved. */
export async function loadEngine(name: EngineName, file: string): Promise<KeywordEngine> {
  if (name === 'cairn') return CairnEngine.load(file);
  if (name === 'fts5') return (await import('./fts5-engine')).Fts5Engine.load(file);
  return (await import('./minisearch-engine')).MiniSearchEngine.load(file);
}
