import type { ReadPrompt } from './simulator.mjs';

export function readPrompt(kind: 'completion' | 'chat', body: unknown): ReadPrompt;
