import path from 'node:path';

const engineFolders = [
  'host',
  'text',
  'workspace',
  'syntax',
  'index',
  'retrieval',
  'models',
  'completion',
  'chat',
  'metrics',
  'review',
];
const faces = ['server', 'extension', 'cli', 'webview'];

const proposedNames = [
  'handleDidShowCompletionItem',
  'handleDidPartiallyAcceptCompletionItem',
  'handleDidRejectCompletionItem',
  'handleListEndOfLifetime',
  'handleEndOfLifetime',
  'isInlineEdit',
  'showInlineEditMenu',
  'yieldsToGroupIds',
  'yieldTo',
  'detailedReason',
  'findFiles2',
  'findTextInFiles',
  'findTextInFiles2',
  'enabledApiProposals',
];
const networkModules = /^(node:)?(http|https|http2|net|tls|dgram)$|^(openai|undici|axios|got|ws|node-fetch)(\/|$)/;
const networkCalls =
  /(?<![\w.$])fetch\s*\(|\b(globalThis|window|self)\.fetch\b|\bnew (XMLHttpRequest|WebSocket|EventSource)\b|\bsendBeacon\b/;
const effectModules = /^(node:)?(fs|fs\/promises|child_process)$/;

/** Stable API only: the bundled VS Code lets proposed API through, a real one does not. */
export function proposedApi({ path: file, text }) {
  if (!file.startsWith('src/') && file !== 'package.json') return [];
  return proposedNames.flatMap((name) =>
    linesMatching(text, new RegExp(`\\b${name}\\b`)).map((line) => ({
      line,
      message: `"${name}" is proposed API, which a released VS Code refuses: use stable API only.`,
    })),
  );
}

/** `vscode` is imported in src/extension only. */
export function editorImports({ path: file, text }) {
  if (!file.startsWith('src/') || file.startsWith('src/extension/')) return [];
  return importsOf(text)
    .filter(({ specifier }) => specifier === 'vscode')
    .map(({ line }) => ({
      line,
      message: '"vscode" is imported outside src/extension: pass in what is needed as a value.',
    }));
}

/** Network modules and calls stand in src/engine/models only, behind the gate. */
export function network({ path: file, text }) {
  if (!file.startsWith('src/') || file.startsWith('src/engine/models/')) return [];
  const modules = importsOf(text)
    .filter(({ specifier }) => networkModules.test(specifier))
    .map(({ line, specifier }) => ({
      line,
      message: `"${specifier}" reaches the network outside src/engine/models: only text that passed the gate may be sent.`,
    }));
  const calls = linesMatching(text, networkCalls).map((line) => ({
    line,
    message: 'A network call outside src/engine/models: only text that passed the gate may be sent.',
  }));
  return [...modules, ...calls];
}

/** The editor's own language models are asked in one file, which takes what passed the gate. */
export function editorModels({ path: file, text }) {
  if (!file.startsWith('src/') || file === 'src/extension/editor-models.ts') return [];
  return linesMatching(text, /\bselectChatModels\b|\bLanguageModelChatMessage\b/).map((line) => ({
    line,
    message:
      "The editor's language models are asked outside src/extension/editor-models.ts: only text that passed the gate may be sent.",
  }));
}

/** Files and processes are reached through src/engine/host only. */
export function effects({ path: file, text }) {
  if (!file.startsWith('src/') || file.startsWith('src/engine/host/')) return [];
  return importsOf(text)
    .filter(({ specifier }) => effectModules.test(specifier))
    .map(({ line, specifier }) => ({
      line,
      message: `"${specifier}" is used outside src/engine/host: take the host as a value and use that.`,
    }));
}

/** An engine folder imports only folders above it, through their entrance; the engine imports no face of it. */
export function folderOrder({ path: file, text }) {
  const own = engineFolderOf(file);
  if (own === undefined) return [];
  if (!engineFolders.includes(own))
    return [{ line: 1, message: `src/engine/${own} is not in the list of engine folders.` }];
  return relativeImports(file, text).flatMap(({ line, target }) => {
    const face = faces.find((name) => isWithin(target, `src/${name}`));
    if (face !== undefined) return [{ line, message: `The engine imports src/${face}, which is a face of it.` }];
    const other = engineFolderOf(target);
    if (other === undefined || other === own || engineFolders.indexOf(other) < engineFolders.indexOf(own)) return [];
    return [
      { line, message: `src/engine/${own} imports src/engine/${other}, which is not above it in the list of folders.` },
    ];
  });
}

/** What an engine folder offers stands in its index.ts; other folders import nothing past that. */
export function entrances({ path: file, text }) {
  if (!file.startsWith('src/')) return [];
  return relativeImports(file, text).flatMap(({ line, target }) => {
    const other = engineFolderOf(target);
    if (other === undefined || other === engineFolderOf(file)) return [];
    const entrance = `src/engine/${other}`;
    if (target === entrance || target === `${entrance}/index`) return [];
    return [{ line, message: `Imports ${target} past the entrance ${entrance}/index.ts.` }];
  });
}

/** A file holds one thing: 400 lines at most, 500 for tests. */
export function fileSize({ path: file, text }) {
  if (!/^(src|test)\/.*\.(ts|mjs|cjs|css)$/.test(file) || isFixture(file)) return [];
  const limit = file.startsWith('test/') ? 500 : 400;
  const lines = text.split('\n').length - 1;
  return lines > limit
    ? [{ line: limit + 1, message: `It has ${lines} lines, more than ${limit}: split it by what it does.` }]
    : [];
}

/** Nothing in the repository names a folder of the machine it was written on, or where packages came from. */
export function machineTraces({ path: file, text }) {
  if (isFixture(file)) return [];
  const traces = [
    [/(?<![\w.])\/work\//, 'a folder of one machine'],
    [/registry\.(npmjs\.org|yarnpkg\.com|npmmirror\.com)/, 'a package registry'],
    [/\.\.\/shared\b/, 'a folder outside the repository'],
    ...(file.endsWith('.md') ? [[/(?<![\w.])\/tmp\//, 'a folder of one machine']] : []),
  ];
  return traces.flatMap(([pattern, what]) =>
    everyLineMatching(text, pattern).map((line) => ({ line, message: `Names ${what}.` })),
  );
}

/** A test that is left out, or that leaves the others out, still ends with `0 failed`. */
export function leftOutTests({ path: file, text }) {
  if (!/^test\/.*\.test\.(ts|cjs|mjs)$/.test(file)) return [];
  const leftOut = /\b(it|test|describe|suite)(\.\w+)*\.(only|skip|todo|fails)\b|\bx(it|describe)\s*\(/;
  return linesMatching(text, leftOut).map((line) => ({
    line,
    message: 'Leaves tests out: run all of them, and remove one that is not wanted.',
  }));
}

export const rules = [
  proposedApi,
  editorImports,
  network,
  editorModels,
  effects,
  folderOrder,
  entrances,
  fileSize,
  machineTraces,
  leftOutTests,
];

/** What all rules find in a file: `path:line message`. */
export function problemsOf(file) {
  return rules.flatMap((rule) => rule(file).map(({ line, message }) => `${file.path}:${line} ${message}`));
}

function importsOf(text) {
  const form = /(?:\bfrom\s*|\bimport\s*|\bimport\s*\(\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\1/g;
  return [...text.matchAll(form)].map((match) => ({ specifier: match[2], line: lineAt(text, match.index) }));
}

function relativeImports(file, text) {
  return importsOf(text)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier, line }) => ({
      line,
      target: path.posix.join(path.posix.dirname(file), specifier).replace(/(\.ts|\.js|\/)$/, ''),
    }));
}

function engineFolderOf(file) {
  return /^src\/engine\/([^/.]+)/.exec(file)?.[1];
}

function isWithin(file, folder) {
  return file === folder || file.startsWith(`${folder}/`);
}

function isFixture(file) {
  return /(^|\/)(fixtures|golden)\//.test(file);
}

/** One-based numbers of the lines that match and are not comments. */
function linesMatching(text, pattern) {
  const comment = /^\s*(\/\/|\/\*|\*(\s|\/|$))/;
  return everyLineMatching(text, pattern, (line) => !comment.test(line));
}

function everyLineMatching(text, pattern, wanted = () => true) {
  return text.split('\n').flatMap((line, index) => (wanted(line) && pattern.test(line) ? [index + 1] : []));
}

function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length;
}
