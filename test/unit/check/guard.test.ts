import { describe, expect, it } from 'vitest';
import {
  editorImports,
  editorModels,
  effects,
  entrances,
  fileSize,
  folderOrder,
  leftOutTests,
  machineTraces,
  network,
  problemsOf,
  proposedApi,
  type Rule,
  rules,
} from '../../check/guard.mjs';

/** Spelled apart, so that this file passes the rule that it tests. */
const machineFolder = ['', 'work', 'main'].join('/');
const temporaryPath = ['', 'tmp', 'x'].join('/');
const registry = ['https:/', 'registry.npmjs' + '.org', 'x'].join('/');
const only = ['on', 'ly'].join('');
const skip = ['sk', 'ip'].join('');
const outside = ['..', 'shared', 'design.md'].join('/');

interface Case {
  readonly rule: Rule;
  readonly bad: readonly (readonly [path: string, text: string, message: RegExp])[];
  readonly good: readonly (readonly [path: string, text: string])[];
}

const cases: Record<string, Case> = {
  proposedApi: {
    rule: proposedApi,
    bad: [
      [
        'src/extension/a.ts',
        'provider.handleDidShowCompletionItem = () => {};',
        /"handleDidShowCompletionItem" is proposed/,
      ],
      ['src/extension/a.ts', 'handleDidPartiallyAcceptCompletionItem() {}', /proposed API/],
      ['src/extension/a.ts', 'handleEndOfLifetime() {}', /proposed API/],
      ['src/extension/a.ts', 'item.isInlineEdit = true;', /proposed API/],
      ['src/extension/a.ts', 'change.detailedReason;', /proposed API/],
      ['src/extension/a.ts', 'vscode.workspace.findFiles2([]);', /"findFiles2" is proposed/],
      ['src/extension/a.ts', 'vscode.workspace.findTextInFiles({});', /proposed API/],
      ['package.json', '{ "enabledApiProposals": ["x"] }', /"enabledApiProposals" is proposed/],
    ],
    good: [
      ['src/extension/a.ts', 'vscode.workspace.findFiles("**");\n// not findFiles2: that is proposed\n'],
      ['test/unit/a.test.ts', 'findFiles2'],
      ['package.json', '{ "name": "cairn" }'],
    ],
  },
  editorImports: {
    rule: editorImports,
    bad: [
      ['src/server/a.ts', "import * as vscode from 'vscode';", /outside src\/extension/],
      ['src/engine/text/a.ts', "import type {\n  Uri,\n} from 'vscode';", /outside src\/extension/],
      ['src/cli/a.ts', "const v = require('vscode');", /outside src\/extension/],
    ],
    good: [
      ['src/extension/chat/a.ts', "import * as vscode from 'vscode';"],
      ['src/server/a.ts', "import { createConnection } from 'vscode-languageserver/node';"],
    ],
  },
  network: {
    rule: network,
    bad: [
      ['src/extension/a.ts', "import OpenAI from 'openai';", /"openai" reaches the network/],
      ['src/server/a.ts', "import http from 'node:http';", /"node:http" reaches/],
      ['src/server/a.ts', "import { request } from 'https';", /"https" reaches/],
      ['src/server/a.ts', "import net from 'node:net';", /"node:net" reaches/],
      ['src/cli/a.ts', "const { request } = await import('undici');", /"undici" reaches/],
      ['src/webview/a.ts', "await fetch('/x');", /network call/],
      ['src/engine/chat/a.ts', 'globalThis.fetch(url);', /network call/],
      ['src/webview/a.ts', 'new WebSocket(url);', /network call/],
    ],
    good: [
      ['src/engine/models/a.ts', "import OpenAI from 'openai';\nawait fetch(url);"],
      ['src/engine/chat/a.ts', 'prefetch(url); cache.fetch(key);\n// fetch(x) is not called here'],
      ['test/simulator/a.mjs', "import http from 'node:http';"],
    ],
  },
  editorModels: {
    rule: editorModels,
    bad: [
      ['src/extension/a.ts', 'await vscode.lm.selectChatModels();', /language models are asked outside/],
      ['src/extension/chat/a.ts', 'vscode.LanguageModelChatMessage.User(text)', /only text that passed the gate/],
    ],
    good: [
      ['src/extension/editor-models.ts', 'await vscode.lm.selectChatModels();'],
      ['src/extension/a.ts', "vscode.lm.registerTool('x', tool);"],
    ],
  },
  effects: {
    rule: effects,
    bad: [
      ['src/engine/index/a.ts', "import { readFile } from 'node:fs/promises';", /outside src\/engine\/host/],
      ['src/server/a.ts', "import fs from 'fs';", /"fs" is used/],
      ['src/cli/a.ts', "import { readFileSync } from 'node:fs';", /outside src\/engine\/host/],
      ['src/extension/a.ts', "import { spawn } from 'node:child_process';", /outside src\/engine\/host/],
    ],
    good: [
      ['src/engine/host/a.ts', "import { open } from 'node:fs/promises';"],
      ['src/server/a.ts', "import path from 'node:path';"],
      ['test/unit/a.ts', "import fs from 'node:fs';"],
    ],
  },
  folderOrder: {
    rule: folderOrder,
    bad: [
      ['src/engine/text/a.ts', "import { b } from '../index';", /src\/engine\/text imports src\/engine\/index/],
      ['src/engine/models/embedded/a.ts', "import type { B } from '../../chat';", /imports src\/engine\/chat/],
      ['src/engine/metrics/a.ts', "export { b } from '../review';", /imports src\/engine\/review/],
      ['src/engine/chat/a.ts', "const x = () => import('../metrics');", /imports src\/engine\/metrics/],
      ['src/engine/chat/a.ts', "import { b } from '../../extension/log';", /face of it/],
      ['src/engine/host/a.ts', "import { b } from '../../server/protocol';", /face of it/],
      ['src/engine/extras/a.ts', '', /not in the list/],
    ],
    good: [
      ['src/engine/index/a.ts', "import { b } from '../text';\nimport { c } from './c';"],
      ['src/engine/models/embedded/a.ts', "import { b } from '../prompt';"],
      ['src/server/a.ts', "import { b } from '../engine/review';"],
    ],
  },
  entrances: {
    rule: entrances,
    bad: [
      [
        'src/engine/index/a.ts',
        "import { b } from '../text/tokens';",
        /past the entrance src\/engine\/text\/index\.ts/,
      ],
      ['src/server/a.ts', "import { b } from '../engine/index/inverted-index';", /past the entrance/],
      ['src/extension/chat/a.ts', "import { b } from '../../engine/chat/answer';", /past the entrance/],
    ],
    good: [
      ['src/engine/index/a.ts', "import { b } from '../text';\nimport { c } from '../text/index';"],
      ['src/engine/models/embedded/a.ts', "import { b } from '../endpoint/c';"],
      ['src/extension/chat/a.ts', "import { b } from '../../engine/chat';\nimport { c } from '../log';"],
    ],
  },
  fileSize: {
    rule: fileSize,
    bad: [
      ['src/cli/a.ts', 'x\n'.repeat(401), /401 lines, more than 400/],
      ['test/unit/a.test.ts', 'x\n'.repeat(501), /501 lines, more than 500/],
    ],
    good: [
      ['src/cli/a.ts', 'x\n'.repeat(400)],
      ['test/unit/a.test.ts', 'x\n'.repeat(500)],
      ['test/fixtures/long.ts', 'x\n'.repeat(900)],
    ],
  },
  machineTraces: {
    rule: machineTraces,
    bad: [
      ['src/a.ts', `const root = '${machineFolder}/src';`, /folder of one machine/],
      ['README.md', `Look into ${temporaryPath}.`, /folder of one machine/],
      ['package-lock.json', `"resolved": "${registry}"`, /package registry/],
      ['test/a.mjs', `// see ${outside}`, /outside the repository/],
    ],
    good: [
      ['src/a.ts', "const root = '/project/src'; const homework = 'my/work/x';"],
      ['README.md', 'Work goes on; shared things are shared.'],
    ],
  },
  leftOutTests: {
    rule: leftOutTests,
    bad: [
      ['test/unit/a.test.ts', `  it.${only}('a', () => {});`, /Leaves tests out/],
      ['test/unit/a.test.ts', `describe.${skip}('a', () => {});`, /Leaves tests out/],
      ['test/unit/a.test.ts', `it.concurrent.${skip}.each([])('a', () => {});`, /Leaves tests out/],
      ['test/host/inhost/a.test.cjs', `x${'it'}('a', () => {});`, /Leaves tests out/],
    ],
    good: [
      ['test/unit/a.test.ts', "it.each([1])('skips, only', () => {});"],
      ['test/unit/a.test.ts', "it.runIf(available)('a', () => {}); exit(1); list.skip(2);"],
      ['src/a.ts', `it.${only}();`],
    ],
  },
};

describe('guard', () => {
  it('has a case for every rule', () => {
    expect(Object.values(cases).map(({ rule }) => rule)).toEqual([...rules]);
  });

  for (const [name, { rule, bad, good }] of Object.entries(cases)) {
    it.each(bad)(`${name} refuses %s: %j`, (path, text, message) => {
      const problems = rule({ path, text });
      expect(problems).toHaveLength(1);
      expect(problems[0]?.message).toMatch(message);
    });

    it.each(good)(`${name} accepts %s: %j`, (path, text) => {
      expect(rule({ path, text })).toEqual([]);
    });
  }

  it('names the line', () => {
    const text = "import a from './a';\n\nimport {\n  b,\n} from 'node:fs';\n";
    expect(problemsOf({ path: 'src/server/x.ts', text })).toEqual([
      'src/server/x.ts:5 "node:fs" is used outside src/engine/host: take the host as a value and use that.',
    ]);
  });
});
