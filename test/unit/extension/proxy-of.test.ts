import { describe, expect, it } from 'vitest';
import { type ProxySettings, proxyOf } from '../../../src/extension/proxy-of';

const nothing: ProxySettings = { proxy: '', noProxy: [], proxySupport: 'override' };
const url = 'https://model.example/v1';
const set = { ...nothing, proxy: 'http://user:secret@proxy.example:3128/' };
const found = { host: 'proxy.example:3128', source: 'the setting `http.proxy`' };

describe('the proxy before an address', () => {
  it('is none where none is set', () => {
    expect(proxyOf(url, nothing, {})).toBeUndefined();
    expect(proxyOf(url, { proxy: undefined, noProxy: undefined, proxySupport: undefined }, {})).toBeUndefined();
    expect(proxyOf(url, { ...nothing, proxy: 'nonsense' }, { HTTPS_PROXY: 'nonsense' })).toBeUndefined();
  });

  it('is that of the setting, without its password, before that of the environment', () => {
    expect(proxyOf(url, set, { HTTPS_PROXY: 'http://other.example:8080' })).toEqual(found);
  });

  it.each(['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'])('is that of the variable %s', (name) => {
    expect(proxyOf(url, nothing, { [name]: 'http://other.example:8080' })).toEqual({
      host: 'other.example:8080',
      source: `the environment variable \`${name}\``,
    });
  });

  it('is none where the editor is told to use none', () => {
    expect(proxyOf(url, { ...set, proxySupport: 'off' }, { HTTPS_PROXY: 'http://other.example:8080' })).toBeUndefined();
  });

  it.each(['http://localhost:8080/v1', 'http://127.0.0.1:8080/v1', 'http://[::1]:8080/v1'])(
    'is none before %s',
    (local) => {
      expect(proxyOf(local, set, {})).toBeUndefined();
    },
  );

  it.each([
    ['model.example', true],
    ['MODEL.example', true],
    ['.example', true],
    ['example', true],
    ['*', true],
    ['model.example:443', true],
    ['model.example:8443', false],
    ['odel.example', false],
    ['other.example', false],
    ['', false],
  ])('exempt %j: %s, by setting and by variable', (name, isExempt) => {
    const expected = isExempt ? undefined : found;
    expect(proxyOf(url, { ...set, noProxy: [name] }, {})).toEqual(expected);
    expect(proxyOf(url, set, { NO_PROXY: `a.example, ${name}` })).toEqual(expected);
  });

  it('exempt in the setting, the variable is not looked at', () => {
    expect(proxyOf(url, { ...set, noProxy: ['other.example'] }, { NO_PROXY: '*' })).toEqual(found);
  });
});
