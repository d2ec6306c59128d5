import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointClient, isLoopback, ModelError, validateBaseUrl } from '../../../src/engine/models';

describe('validateBaseUrl', () => {
  it.each([
    ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v1'],
    [' http://localhost:11434/v1/ ', 'http://localhost:11434/v1'],
    ['https://api.example.com//', 'https://api.example.com/v1'],
    ['https://example.com/openai/deployments/x', 'https://example.com/openai/deployments/x'],
    ['https://example.com/v1/chat/completions', 'https://example.com/v1'],
    ['https://example.com/v1/completions/', 'https://example.com/v1'],
    ['HTTP://EXAMPLE.com/v1', 'http://example.com/v1'],
    ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
  ])('%s is read as %s', (text, url) => {
    expect(validateBaseUrl(text)).toEqual({ kind: 'good', url });
  });

  it.each([
    ['', /is empty/],
    ['localhost:8080/v1', /no scheme/],
    ['ftp://example.com', /use http/],
    ['http://', /not a URL/],
    ['http://user:secret@example.com/v1', /Set Endpoint Key/],
    ['https://example.com/v1?key=secret', /"\?" or "#"/],
  ])('"%s" is refused in one sentence', (text, message) => {
    const checked = validateBaseUrl(text);
    if (checked.kind === 'good') throw new Error('it was accepted');
    expect(checked.problem).toMatch(message);
    expect(checked.problem).not.toContain('secret');
  });

  it('never throws, and what it accepts it accepts again unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
        const checked = validateBaseUrl(text);
        if (checked.kind === 'good') expect(validateBaseUrl(checked.url)).toEqual(checked);
      }),
    );
  });

  it('keeps a client from being made', () => {
    expect(() => endpointClient({ baseUrl: 'nonsense', model: 'm', fim: 'auto' })).toThrow(ModelError);
  });
});

it.each([
  ['http://localhost:11434/v1', true],
  ['http://127.0.0.1:8080/v1', true],
  ['http://[::1]:8080', true],
  ['https://api.example.com/v1', false],
  ['http://localhost.example.com/v1', false],
  ['nonsense', false],
])('whether %s is the asking machine itself: %s', (url, loopback) => {
  expect(isLoopback(url)).toBe(loopback);
});
