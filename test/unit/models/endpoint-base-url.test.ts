import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeEndpoint, loadEndpointClient, ModelError, validateBaseUrl } from '../../../src/engine/models';

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

  it('keeps a client from being made', async () => {
    const loading = loadEndpointClient({ baseUrl: 'nonsense', model: 'm', fim: 'auto' });
    await expect(loading).rejects.toMatchObject({ kind: 'bad-address' });
    await expect(loading).rejects.toBeInstanceOf(ModelError);
  });
});

describe('describeEndpoint', () => {
  it('says where requests go and how the middle is filled in', () => {
    expect(describeEndpoint({ baseUrl: 'http://localhost:11434', model: 'qwen2.5-coder:7b', fim: 'auto' })).toEqual({
      host: 'localhost:11434',
      model: 'qwen2.5-coder:7b',
      local: true,
      fim: 'template qwen-coder',
    });
    expect(describeEndpoint({ baseUrl: 'https://api.example.com/v1', model: 'gpt-x', fim: 'auto' })).toMatchObject({
      local: false,
      fim: 'suffix, else chat',
    });
  });
});
