/** Through whom the editor asks an address, and by what setting or variable, as code in Markdown. */
export interface Proxy {
  readonly host: string;
  readonly source: string;
}

/** The editor's settings `http.proxy`, `http.noProxy` and `http.proxySupport`, as they stand. */
export interface ProxySettings {
  readonly proxy: unknown;
  readonly noProxy: unknown;
  readonly proxySupport: unknown;
}

/** The editor takes the first one for any scheme. */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;
const exempt = ['no_proxy', 'NO_PROXY'] as const;

/** The proxy that the editor puts before an address, by its own rules; undefined for none. What the system sets is not known. */
export function proxyOf(
  url: string,
  { proxy, noProxy, proxySupport }: ProxySettings,
  env: Readonly<Record<string, string | undefined>>,
): Proxy | undefined {
  if (proxySupport === 'off' || !URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return undefined;
  const named = Array.isArray(noProxy) ? noProxy.filter((name): name is string => typeof name === 'string') : [];
  const names = named.length > 0 ? named : (first(env, exempt)?.value ?? '').split(',');
  if (isExempt(hostname, port || (protocol === 'https:' ? '443' : '80'), names)) return undefined;
  const set = typeof proxy === 'string' ? hostOf(proxy) : undefined;
  if (set) return { host: set, source: 'the setting `http.proxy`' };
  const variable = first(env, variables);
  const host = variable && hostOf(variable.value);
  return variable && host ? { host, source: `the environment variable \`${variable.name}\`` } : undefined;
}

function first(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  return names.flatMap((name) => (env[name] ? [{ name, value: env[name] }] : []))[0];
}

/** Without user name and password. */
function hostOf(proxy: string): string | undefined {
  const trimmed = proxy.trim();
  return URL.canParse(trimmed) ? new URL(trimmed).host || undefined : undefined;
}

/** A name stands for itself and all names beneath it, `*` for all; a port after it for that port alone. */
function isExempt(hostname: string, port: string, names: readonly string[]): boolean {
  return names.some((text) => {
    const [name = '', only] = text.trim().toLowerCase().split(':', 2);
    if (name === '*') return true;
    if (name === '' || (only !== undefined && only !== port)) return false;
    return `.${hostname}`.endsWith(name.startsWith('.') ? name : `.${name}`);
  });
}
