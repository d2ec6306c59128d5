export type CheckedUrl =
  | { readonly kind: 'good' /** With its path, without a trailing slash. */; readonly url: string }
  | { readonly kind: 'bad' /** One sentence. */; readonly problem: string };

const bad = (problem: string): CheckedUrl => ({ kind: 'bad', problem });

/**
 * The base URL under which `/completions` and `/chat/completions` are asked. A bare host means its `/v1`; a URL that names one of
 * those two paths is cut back to its base.
 */
export function validateBaseUrl(text: string): CheckedUrl {
  const trimmed = text.trim();
  if (trimmed === '') return bad('The base URL is empty: write one such as http://127.0.0.1:8080/v1.');
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed))
    return bad('The base URL has no scheme: start it with http:// or https://.');
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (!url) return bad('The base URL is not a URL: write one such as http://127.0.0.1:8080/v1.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return bad(`The base URL starts with ${url.protocol}//: use http:// or https://.`);
  if (url.username || url.password)
    return bad(
      'The base URL holds a user name or password: take it out and set the key with the command "Cairn: Set Endpoint Key".',
    );
  if (url.search || url.hash) return bad('The base URL has a "?" or "#" part: end it with its path, for instance /v1.');
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(?:chat\/)?completions$/, '');
  return { kind: 'good', url: `${url.origin}${path === '' ? '/v1' : path}` };
}
