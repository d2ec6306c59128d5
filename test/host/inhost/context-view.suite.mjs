import { fileWorkspace } from '../workspaces.mjs';
import { startSimulated } from './simulated.mjs';

export async function setup({ defer }) {
  const workspace = fileWorkspace({
    'src/main.ts': "import { area } from './shapes';\n",
    'src/shapes.ts': 'export function area(radius: number): number {\n  return Math.PI * radius ** 2;\n}\n',
    'src/palette.ts': "export function paletteOfTheHouse(): string[] {\n  return ['ochre', 'umber'];\n}\n",
    'src/doomed.ts': 'export const doomed = 1;\n',
    'src/sum.ts': 'ledgerOfAreas(area(',
    'src/ledger.ts': 'export function ledgerOfAreas(area: number): string {\n  return `area ${area}`;\n}\n',
  });
  defer(workspace.remove);
  const { settings, env } = await startSimulated({ defer });
  return { folder: workspace.path, settings, env };
}
