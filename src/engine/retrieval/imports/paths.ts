/** With a trailing slash; '' for a file directly in its folder. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** `directory` ends with `/` or is empty; the result has no dot segments and no slash at either end. */
export function joinPath(directory: string, relative: string): string {
  const kept: string[] = [];
  for (const segment of (directory + relative).split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  return kept.join('/');
}
