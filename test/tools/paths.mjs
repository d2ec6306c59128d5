import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const rootFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The folder of the npm package that holds the real VS Code. */
export const hostFolder = path.join(rootFolder, 'test/host');

/** Where tests leave what people look at afterwards: screenshots of failures, server logs. */
export const outFolder = path.join(hostFolder, 'out');

/** VS Code's own folder inside the code-server package. */
export const codeServerFolder = path.join(hostFolder, 'node_modules/code-server');

/** True when the file behind this module's URL is what Node was started with. */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl);
}
