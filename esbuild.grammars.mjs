import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));

/** The table of src/engine/syntax/grammars.ts, read from its source. */
async function grammarTable() {
  const built = await build({
    entryPoints: [join(root, 'src/engine/syntax/grammars.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString('base64')}`);
}

/**
 * Copies the tree-sitter runtime and each grammar of the table from node_modules into `outDir`, one file per grammar, and
 * returns the names copied. Throws when a package has another version than the table says or a file another checksum.
 */
export async function copyGrammars(outDir) {
  const { grammars, runtimeWasm, shippedName } = await grammarTable();
  const wasms = new Map(
    [runtimeWasm, ...grammars.map((grammar) => grammar.wasm)].map((wasm) => [shippedName(wasm), wasm]),
  );
  await mkdir(outDir, { recursive: true });
  for (const [name, wasm] of wasms) {
    const content = await readFile(await verifiedFile(wasm));
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (sha256 !== wasm.sha256) {
      throw new Error(
        `${wasm.package}/${wasm.file} has checksum ${sha256}, and grammars.ts says ${wasm.sha256}. Run npm ci, or update the table.`,
      );
    }
    const target = join(outDir, name);
    await writeFile(`${target}.part`, content);
    await rename(`${target}.part`, target);
  }
  return [...wasms.keys()];
}

async function verifiedFile(wasm) {
  const folder = join(root, 'node_modules', ...wasm.package.split('/'));
  const { version } = createRequire(import.meta.url)(join(folder, 'package.json'));
  if (version !== wasm.version) {
    throw new Error(
      `${wasm.package} is installed in version ${version}, and grammars.ts says ${wasm.version}. Run npm ci, or update the table.`,
    );
  }
  return join(folder, ...wasm.file.split('/'));
}
