import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { pack } from './pack.mjs';
import { isMain, rootFolder } from './paths.mjs';
import { runMain } from './say.mjs';
import { packedFiles } from './zip.mjs';

const vsixLimitMb = 6;
const activationLimitKb = 650;
const hostLimitKb = 1600;

/** All that the package may hold; anything else in it is a mistake of .vscodeignore. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|readme\.md|changelog\.md|LICENSE(\.txt)?)$/i,
  /^extension\/dist\/(extension|server|syntax-worker|cli|lazy-[\w-]+)\.js$/,
  /^extension\/dist\/webview\/[\w.-]+\.(js|css|ttf)$/,
  /^extension\/dist\/grammars\/[\w.-]+\.(wasm|json|scm)$/,
  /^extension\/dist\/[\w.-]+\.wasm$/,
  /^extension\/media\/(icon\.png|cairn\.svg|walkthrough\/[\w-]+\.(svg|png)|screenshots\/[\w-]+\.png)$/,
  /^extension\/syntaxes\/[\w.-]+\.json$/,
];
const required = ['extension/package.json', 'extension/dist/extension.js', 'extension/dist/server.js'];

/** `npm run package`: builds for production, packs, and checks what is inside and how big it is. */
async function main() {
  await ensureInstalled();
  await ensureBuilt({ mode: 'production' });
  const { name, version } = JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8'));
  const file = path.join(rootFolder, `${name}-${version}.vsix`);
  rmSync(file, { force: true });
  await pack(file);
  const files = packedFiles(readFileSync(file));
  const figures = {
    vsix_mb: round(statSync(file).size / 1e6),
    activation_js_kb: round(sizeOf(files, /^extension\/dist\/extension\.js$/) / 1024),
    host_js_kb: round(sizeOf(files, /^extension\/dist\/(extension|lazy-[\w-]+)\.js$/) / 1024),
  };
  printTable(path.basename(file), files, figures);
  const problems = problemsOf(files, figures);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`${JSON.stringify({ bench: 'package', figures })}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

function problemsOf(files, { vsix_mb, activation_js_kb, host_js_kb }) {
  const names = files.map(({ name }) => name);
  return [
    ...names
      .filter((name) => !allowed.some((pattern) => pattern.test(name)))
      .map((name) => `${name} does not belong into the package.`),
    ...required.filter((name) => !names.includes(name)).map((name) => `${name} is missing from the package.`),
    ...(vsix_mb > vsixLimitMb ? [`The package has ${vsix_mb} MB, more than ${vsixLimitMb}.`] : []),
    ...(activation_js_kb > activationLimitKb
      ? [`Activation loads ${activation_js_kb} KB of code, more than ${activationLimitKb}.`]
      : []),
    ...(host_js_kb > hostLimitKb ? [`The extension host's code has ${host_js_kb} KB, more than ${hostLimitKb}.`] : []),
  ];
}

function printTable(fileName, files, figures) {
  const rows = [...files]
    .sort((a, b) => b.packed - a.packed)
    .map(({ name, size, packed }) => [name, kb(size), kb(packed)]);
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = ([name, size, packed]) => `${name.padEnd(width)}  ${size.padStart(9)}  ${packed.padStart(9)}\n`;
  process.stdout.write(line(['file', 'KB', 'KB packed']));
  for (const row of rows) process.stdout.write(line(row));
  process.stdout.write(`\n${fileName}: ${figures.vsix_mb} MB of at most ${vsixLimitMb}, ${files.length} files\n`);
  process.stdout.write(`loaded at activation: ${figures.activation_js_kb} KB of at most ${activationLimitKb}; `);
  process.stdout.write(`all code of the extension host: ${figures.host_js_kb} KB of at most ${hostLimitKb}\n`);
}

function sizeOf(files, pattern) {
  return files.filter(({ name }) => pattern.test(name)).reduce((sum, { size }) => sum + size, 0);
}

function kb(bytes) {
  return (bytes / 1024).toFixed(1);
}

function round(value) {
  return Math.round(value * 100) / 100;
}

if (isMain(import.meta.url)) await runMain(main);
