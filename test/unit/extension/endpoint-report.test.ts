import { describe, expect, it } from 'vitest';
import type { CheckLine } from '../../../src/engine/models';
import { type CheckPlace, endpointReport, noEndpointReport } from '../../../src/extension/endpoint-report';

const works: CheckLine = { topic: 'Connection', verdict: 'good', text: '127.0.0.1:8080 answers in 3 ms.' };
const slow: CheckLine = { topic: 'Latency', verdict: 'notice', text: 'Slow | very.' };
const fails: CheckLine = { topic: 'Chat', verdict: 'bad', text: 'Nothing answers.' };
const here: CheckPlace = {
  machine: 'desk',
  remote: undefined,
  loopback: true,
  url: 'http://127.0.0.1:8080/v1',
  proxy: undefined,
};

describe('the report without an endpoint', () => {
  it('says that nothing leaves the machine', () => {
    expect(noEndpointReport([])).toContain('the embedded model completes, and nothing leaves this machine.');
  });

  it('says otherwise where a model of VS Code serves', () => {
    const report = noEndpointReport([{ topic: 'Chat', verdict: 'good', text: 'VS Code offers it.' }]);
    expect(report).toContain('| ✓ | Chat | VS Code offers it. |');
    expect(report).not.toContain('leaves this machine');
  });
});

describe('the report of a check', () => {
  it('begins with the worst of its findings', () => {
    expect(endpointReport([works], here)).toContain('Everything works.');
    expect(endpointReport([works, slow], here)).toContain('It works; what is marked with ! could be better.');
    expect(endpointReport([fails, slow], here)).toContain('It does not work; what is marked with ✗ says what to do.');
  });

  it('is a table that no text can break', () => {
    expect(endpointReport([slow], here)).toContain('| ! | Latency | Slow \\| very. |');
  });

  it('names the machine, and the proxy where it is used', () => {
    expect(endpointReport([works], here)).toContain('Asked from the machine `desk`.');
    const proxy = { host: 'proxy.example:3128', source: 'the setting `http.proxy`' };
    const far = { ...here, loopback: false, url: 'https://model.example/v1', proxy };
    expect(endpointReport([works], far)).toContain(
      'Asked from the machine `desk`, through the proxy `proxy.example:3128` of the setting `http.proxy`.',
    );
  });

  it.each([
    ['ssh-remote', /RemoteForward 8080 127\.0\.0\.1:8080/],
    ['wsl', /networkingMode=mirrored/],
    ['dev-container', /host\.docker\.internal/],
    ['something-new', /ssh -R 8080:127\.0\.0\.1:8080/],
  ])('says in a %s window which machine a loopback address is, and how to reach the other', (remote, how) => {
    const report = endpointReport([works], { ...here, remote });
    expect(report).toMatch(/`127\.0\.0\.1` is `desk` here, where the code is, and not the machine in front of you/);
    expect(report).toMatch(how);
    expect(endpointReport([works], { ...here, remote, loopback: false })).not.toMatch(how);
  });
});
