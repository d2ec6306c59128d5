import { describe, expect, it } from 'vitest';
import { manifestProblems } from '../../check/manifest.mjs';

const sound = {
  engines: { vscode: '^1.105.0' },
  devDependencies: { '@types/vscode': '1.105.0' },
  main: './dist/extension.js',
  icon: 'media/icon.png',
  activationEvents: ['onStartupFinished'],
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: ['cairn.endpoint.url'] }, virtualWorkspaces: {} },
  contributes: {
    commands: [{ command: 'cairn.showLog', category: 'Cairn', title: 'Show Log' }],
    menus: { commandPalette: [{ command: 'cairn.showLog' }] },
    configuration: {
      properties: { 'cairn.endpoint.url': { type: 'string', description: 'Where.', scope: 'machine' } },
    },
  },
};

const everything = () => true;

/** The sound manifest with one of its contributions replaced. */
function contributing(changes: object): object {
  return { ...sound, contributes: { ...sound.contributes, ...changes } };
}

describe('manifest check', () => {
  it('finds nothing in a sound manifest', () => {
    expect(manifestProblems(sound, everything)).toEqual([]);
  });

  it.each([
    [contributing({ commands: [{ command: 'cairn.showLog', title: 'Show Log' }] }), /not the category/],
    [contributing({ commands: [{ command: 'cairn.showLog', category: 'Cairn' }] }), /has no title/],
    [contributing({ menus: { 'view/title': [{ command: 'cairn.gone' }] } }), /cairn\.gone, which is not contributed/],
    [
      contributing({ configuration: { properties: { 'cairn.a': { type: 'string', scope: 'window' } } } }),
      /no description/,
    ],
    [contributing({ configuration: { properties: { 'cairn.a': { type: 'string', description: 'x' } } } }), /no scope/],
    [
      contributing({
        configuration: {
          properties: { 'cairn.endpoint.url': { type: 'string', description: 'x', scope: 'resource' } },
        },
      }),
      /could redirect an endpoint/,
    ],
    [
      contributing({
        configuration: {
          properties: { 'cairn.endpoint.url': { type: 'string', description: 'x', scope: 'machine-overridable' } },
        },
      }),
      /could redirect an endpoint/,
    ],
    [
      { ...sound, capabilities: { untrustedWorkspaces: { restrictedConfigurations: [] }, virtualWorkspaces: {} } },
      /cairn\.endpoint\.url is not in "restrictedConfigurations"/,
    ],
    [{ ...sound, activationEvents: ['*'] }, /not narrow/],
    [{ ...sound, engines: { vscode: '^1.104.0' } }, /minor versions must be the same/],
    [{ ...sound, devDependencies: { '@types/vscode': '^1.105.0' } }, /not exact/],
    [{ ...sound, icon: undefined }, /no icon/],
    [{ ...sound, capabilities: { virtualWorkspaces: {} } }, /untrustedWorkspaces/],
  ])('finds what is wrong in %j', (manifest, message) => {
    const problems = manifestProblems(manifest, everything);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it('names files that do not exist', () => {
    expect(manifestProblems(sound, (file) => file !== 'media/icon.png' && file !== 'LICENSE')).toEqual([
      'The file media/icon.png does not exist.',
      'The file LICENSE does not exist.',
    ]);
  });
});
