import * as vscode from 'vscode';
import { validateBaseUrl } from '../../engine/models';
import { endpointSentence } from '../endpoint-sentence';
import type { ModelOwner } from '../model-owner';
import { editorModelSettings, endpointSettings } from '../settings';

const title = 'Cairn: Set Endpoint';

/**
 * Asks for base URL, key where the endpoint wants one, and model, and writes them to the user's settings; an empty URL goes back to the
 * embedded model.
 */
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
  const names = await offeredNames(models, url.trim());
  if (names === undefined) return;
  const model = await askModel(names, current.model);
  if (model === undefined) return;
  await settings.update('endpoint.model', model, vscode.ConfigurationTarget.Global);
  await settings.update('endpoint.url', url.trim(), vscode.ConfigurationTarget.Global);
  const check = 'Check Endpoint';
  const host = new URL(url.trim()).host;
  const { chatModel } = endpointSettings();
  const sentence = endpointSentence({ model, host, chatModel }, editorModelSettings());
  const choice = await vscode.window.showInformationMessage(sentence, check);
  if (choice === check) await vscode.commands.executeCommand('cairn.checkEndpoint');
}

/** Asks for the endpoint's key and keeps it in the editor's secret storage; an empty one removes it. */
export async function setKey(models: ModelOwner): Promise<void> {
  const { url } = endpointSettings();
  const checked = url ? validateBaseUrl(url) : undefined;
  if (checked?.kind === 'good') await askKey(models, checked.url);
  else void vscode.window.showInformationMessage(checked?.problem ?? 'Name an endpoint first: Cairn: Set Endpoint.');
}

/** False when it was given up. */
async function askKey(models: ModelOwner, url: string): Promise<boolean> {
  const key = await vscode.window.showInputBox({
    title: 'Cairn: Set Endpoint Key',
    prompt: `Key for ${new URL(url).host}, kept in the editor's secret storage. Leave empty to remove it.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return false;
  await models.storeKey(url, key.trim());
  return true;
}

/** Names of the endpoint's models, none when they are not to be had; asks for the key where it wants one. Undefined when given up. */
async function offeredNames(models: ModelOwner, url: string): Promise<readonly string[] | undefined> {
  const list = await models.listModels(url);
  if (list.kind === 'listed') return list.names;
  if (list.error.kind !== 'unauthorised') return [];
  if (!(await askKey(models, url))) return undefined;
  const again = await models.listModels(url);
  return again.kind === 'listed' ? again.names : [];
}

async function askModel(names: readonly string[], current: string): Promise<string | undefined> {
  const other: vscode.QuickPickItem = { label: '$(edit) Another name…' };
  const items = names.map(
    (label): vscode.QuickPickItem => ({ label, ...(label === current ? { description: 'now' } : {}) }),
  );
  const placeHolder = 'Model that completes and chats; cairn.endpoint.chatModel names another one for chat.';
  const picked =
    names.length > 0
      ? await vscode.window.showQuickPick([...items, other], { title, placeHolder, ignoreFocusOut: true })
      : other;
  if (picked !== other) return picked?.label;
  const name = await vscode.window.showInputBox({
    title,
    prompt: 'Name of the model, as the endpoint knows it.',
    placeHolder: 'qwen2.5-coder:7b',
    value: current,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? 'Name a model.' : undefined),
  });
  return name?.trim();
}
