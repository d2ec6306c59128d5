const IMPORT =
  /^\s*(?:import\b|from\s.+\simport\b|export\b.*\bfrom\b|(?:pub\s+)?use\s|using\s|package\s|#\s*include\b|require(?:_relative|_once)?\b|(?:const|let|var|local)\b.*\brequire\b)/;

/** Whether a line looks like one that brings names in, in any language. */
export function isImportLine(line: string): boolean {
  return IMPORT.test(line);
}
