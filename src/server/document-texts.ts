import type { TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { canonicalUri } from '../engine/text';

/** Milliseconds that a change may come behind the request that was written before it; both are on the same wire. */
const longestWaitMs = 2000;

/** A place in a document, as a request names it. */
export interface DocumentPlace {
  /** Canonical. */
  readonly uri: string;
  readonly version: number;
  /** UTF-16 units. */
  readonly offset: number;
  /** What is to be thought of as typed before the offset. */
  readonly ahead?: string;
  /** Given in full where the document is not synchronised. */
  readonly texts?: { readonly prefix: string; readonly suffix: string };
}

/**
 * Prefix and suffix at a place. An editor may write a request before the change that it is about: the text is waited for until it has
 * the version that the request names. Rejects when the signal fires, and when that version does not come.
 */
export async function textsAt(
  documents: TextDocuments<TextDocument>,
  { uri, version, offset, ahead = '', texts }: DocumentPlace,
  signal: AbortSignal,
): Promise<{ readonly prefix: string; readonly suffix: string }> {
  if (texts) return texts;
  const document = documentOf(documents, uri, version) ?? (await changeTo(documents, uri, version, signal));
  const text = document.getText();
  return { prefix: text.slice(0, offset) + ahead, suffix: text.slice(offset) };
}

function changeTo(
  documents: TextDocuments<TextDocument>,
  uri: string,
  version: number,
  signal: AbortSignal,
): Promise<TextDocument> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      subscription.dispose();
      settle();
    };
    const abort = (): void => end(() => reject(signal.reason));
    const late = (): void => end(() => reject(new Error(`Version ${version} of the document did not come.`)));
    const timer = setTimeout(late, longestWaitMs);
    const subscription = documents.onDidChangeContent(() => {
      const document = documentOf(documents, uri, version);
      if (document) end(() => resolve(document));
    });
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

/** The document, once it has the version. */
function documentOf(documents: TextDocuments<TextDocument>, uri: string, version: number): TextDocument | undefined {
  const document = documents.get(uri) ?? documents.all().find((candidate) => canonicalUri(candidate.uri) === uri);
  return document && document.version >= version ? document : undefined;
}
