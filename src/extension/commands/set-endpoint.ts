import * as vscode from 'vscode';
import { validateBaseUrl } from '../../engine/models';
import type { ModelOwner } from '../model-owner';
import { endpointSettings } from '../settings';

const title = 'Cairn: Set Endpoint';

/** Asks for base URL and model and writes them to the user's settings; an empty URL goes back to the embedded model. */
export async function setEndpoint(models: ModelOwner): Promise<void> {
  const current = endpointSettings();
  const url = await vscode.window.showInputBox({
    title,
    prompt: 'Base URL of an OpenAI-compatible endpoint. Leave empty to use the embedded model.',
    placeHolder: 'http://127.0.0.1:8080/v1',
    value: current.url,
    ignoreFocusOut: true,
    validateInput: (value) => {
      const checked = value.trim() === '' ? undefined : validateBaseUrl(value.trim());
      return checked?.kind === 'bad' ? checked.problem : undefined;
    },
  });
  if (url === undefined) return;
  const settings = vscode.workspace.getConfiguration('cairn');
  if (url.trim() === '') {
    await settings.update('endpoint.url', undefined, vscode.ConfigurationTarget.Global);
    return;
  }
  const model = await vscode.window.showInputBox({
    title,
    prompt: 'Name of the model, as the endpoint knows it.',
    placeHolder: 'qwen2.5-coder:7b',
    value: current.model,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? 'Name a model.' : undefined),
  });
  if (model === undefined) return;
  await settings.update('endpoint.model', model.trim(), vscode.ConfigurationTarget.Global);
  await settings.update('endpoint.url', url.trim(), vscode.ConfigurationTarget.Global);
  const key = 'Set Key';
  const host = new URL(url.trim()).host;
  const choice = await vscode.window.showInformationMessage(`Completion and chat use ${model.trim()} at ${host}.`, key);
  if (choice === key) await setKey(models);
}

/** Asks for the endpoint's key and keeps it in the editor's secret storage; an empty one removes it. */
export async function setKey(models: ModelOwner): Promise<void> {
  const { url } = endpointSettings();
  if (!url) {
    void vscode.window.showInformationMessage('Name an endpoint first: Cairn: Set Endpoint.');
    return;
  }
  const key = await vscode.window.showInputBox({
    title: 'Cairn: Set Endpoint Key',
    prompt: `Key for ${new URL(url).host}, kept in the editor's secret storage. Leave empty to remove it.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return;
  await models.storeKey(url, key.trim());
}
