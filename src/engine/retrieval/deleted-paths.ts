/** Paths that are gone and may have been directories. Many are told of at once, so what lay below is looked for once for all of them. */
export class DeletedPaths {
  private readonly paths = new Set<string>();

  /** `forgetBelow` is called before anything else that waits gets its turn. */
  constructor(private readonly forgetBelow: (isBelow: (uri: string) => boolean) => void) {}

  add(uri: string): void {
    if (this.paths.size === 0) queueMicrotask(() => this.flush());
    this.paths.add(uri);
  }

  private flush(): void {
    this.forgetBelow((uri) => this.holdsAbove(uri));
    this.paths.clear();
  }

  private holdsAbove(uri: string): boolean {
    for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
      if (this.paths.has(uri.slice(0, end))) return true;
    }
    return false;
  }
}
