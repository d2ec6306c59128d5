import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startBrowser } from '../../host/browser.mjs';
import { temporaryFolder } from '../../host/cleanup.mjs';
import { startServer } from '../../host/server.mjs';
import { until } from '../../host/until.mjs';
import { openWorkbench } from '../../host/workbench.mjs';
import { outFolder } from '../../tools/paths.mjs';

const measurer = path.join(import.meta.dirname, 'measurer');
const readyMs = 60_000;

/** A VS Code on a folder, with Cairn and the measuring extension beside it in one extension host. */
export async function openHost({ vsix, folder, settings, profile }) {
  const undo = [];
  const close = async () => {
    for (const work of undo.splice(0).reverse()) await work();
  };
  try {
    const temporary = temporaryFolder('measurer');
    undo.push(temporary.remove);
    const portFile = path.join(temporary.path, 'port');
    const server = await startServer({
      automation: true,
      vsix: [vsix],
      settings,
      env: { CAIRN_BENCH_PORT: portFile, CAIRN_BENCH_PROFILE: profile ?? '' },
    });
    undo.push(server.stop);
    const browser = await startBrowser();
    undo.push(() => browser.close());
    const workbench = await openWorkbench(browser, server, { folder, develop: [measurer] });
    const host = { workbench, close, ask: (name, value) => ask(portFile, name, value) };
    await untilReady(host);
    return {
      ...host,
      /** Starts the window, and with it the extension host, anew. */
      async restart() {
        rmSync(portFile);
        await workbench.reload();
        await until(() => existsSync(portFile), 'the measuring extension is active', readyMs);
        await untilReady(host);
      },
    };
  } catch (error) {
    await error.page?.screenshot({ path: path.join(outFolder, 'bench-completion.png') });
    await close();
    throw error;
  }
}

const untilReady = (host) => until(async () => host.ask('ready').catch(() => undefined), 'the index is ready', readyMs);

async function ask(portFile, name, value = {}) {
  const response = await fetch(`http://127.0.0.1:${readFileSync(portFile, 'utf8')}`, {
    method: 'POST',
    body: JSON.stringify({ name, value }),
  });
  const { result, error } = await response.json();
  if (error !== undefined) throw new Error(`The measuring extension failed at ${name}: ${error}`);
  return result;
}
