export function manifestProblems(manifest: unknown, exists: (path: string) => boolean): string[];
