// Bundles every face of Cairn into dist/. `--production` minifies and leaves the benchmarks out.
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { copyGrammars } from './esbuild.grammars.mjs';

const production = process.argv.includes('--production');

/** Modules that are too heavy for start-up: each becomes a bundle of its own, loaded by the first `import()` of it. */
const lazyModules = {
  'src/engine/models/openai-endpoint': 'lazy-endpoint',
  'src/engine/models/secretlint-scanner': 'lazy-secrets',
  'src/engine/chat/picker': 'lazy-picker',
  'src/engine/metrics/acceptance-report': 'lazy-acceptance',
  'src/extension/commands/index': 'lazy-commands',
  'src/extension/checked-endpoint': 'lazy-check',
  'src/extension/index-report': 'lazy-index-report',
};

const lazyBundles = {
  name: 'lazy-bundles',
  setup(context) {
    context.onResolve({ filter: /^\.\.?\// }, (request) => {
      if (request.kind !== 'dynamic-import') return undefined;
      const target = path.relative(process.cwd(), path.resolve(request.resolveDir, request.path));
      const name = lazyModules[target];
      return name ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
};

// web-tree-sitter asks for import.meta.url, which a CommonJS bundle does not have.
const importMeta = {
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  outdir: 'dist',
  external: ['vscode'],
  plugins: [lazyBundles],
};

const nodeEntries = {
  extension: 'src/extension/main.ts',
  server: 'src/server/main.ts',
  'syntax-worker': 'src/engine/syntax/syntax-worker.ts',
  cli: 'src/cli/main.ts',
  ...Object.fromEntries(Object.entries(lazyModules).map(([source, name]) => [name, `${source}.ts`])),
  ...(production ? {} : { 'bench-engine': 'test/bench/bench-engine.ts' }),
};

await rm('dist', { recursive: true, force: true });
await mkdir('dist/webview', { recursive: true });
await Promise.all([
  build({ ...node, ...importMeta, entryPoints: nodeEntries }),
  build({
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    outdir: 'dist/webview',
    entryPoints: { chat: 'src/webview/chat/main.ts' },
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  }),
  cp('node_modules/@vscode/codicons/dist/codicon.css', 'dist/webview/codicon.css'),
  cp('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/webview/codicon.ttf'),
  copyGrammars('dist/grammars'),
]);
