import { createHash } from 'node:crypto';

/** A secret found in a text; offsets are UTF-16 units, `end` exclusive. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** Name of the kind of secret, for the trace. */
  readonly rule: string;
}

export interface SecretScanner {
  /** Spans in ascending order, without overlaps. */
  scan(text: string): Promise<readonly SecretSpan[]>;
}

/** Remembers the spans of the last `maxEntries` texts by their hash, never the texts. A scan that failed is not remembered. */
export function cachedScanner(scanner: SecretScanner, maxEntries: number): SecretScanner {
  const known = new Map<string, Promise<readonly SecretSpan[]>>();
  return {
    scan(text) {
      const key = createHash('sha256').update(text, 'utf16le').digest('base64');
      const spans = known.get(key) ?? scanner.scan(text);
      known.delete(key);
      known.set(key, spans);
      const oldest = known.size > maxEntries ? known.keys().next() : undefined;
      if (oldest && !oldest.done) known.delete(oldest.value);
      spans.catch(() => known.get(key) === spans && known.delete(key));
      return spans;
    },
  };
}

/** The scanner that the product uses, at once; it is large, so the first scan loads it, and a load that failed is tried again. */
export function lazySecretScanner(): SecretScanner {
  let loaded: Promise<SecretScanner> | undefined;
  return {
    async scan(text) {
      loaded ??= loadSecretScanner().catch((error: unknown) => {
        loaded = undefined;
        throw error;
      });
      return (await loaded).scan(text);
    },
  };
}

/** The scanner that the product uses. */
export async function loadSecretScanner(): Promise<SecretScanner> {
  const { secretlintScanner } = await import('./secretlint-scanner');
  return secretlintScanner();
}
