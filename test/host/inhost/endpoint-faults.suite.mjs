import { faultOutcomes } from '../../simulator/fault-outcomes.mjs';
import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({ 'src/main.ts': 'const first = 1;\n' });
  defer(workspace.remove);
  const { simulator, settings, env } = await startSimulated({ defer }, { retryAfterSeconds: 1 });
  const outcomes = faultOutcomes({
    host: new URL(simulator.url).host,
    model: settings['cairn.endpoint.model'],
    hasKey: false,
    firstWait: '5 s',
    idleWait: '3 s',
    retryWait: '1 s',
  });
  return { folder: workspace.path, settings, env: { ...env, CAIRN_FAULT_OUTCOMES: JSON.stringify(outcomes) } };
}
