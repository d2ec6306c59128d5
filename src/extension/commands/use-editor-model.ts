import * as vscode from 'vscode';
import { editorModelName, offeredModels } from '../editor-models';
import { editorModelSettings } from '../settings';

const title = 'Cairn: Use a Model of VS Code';

interface ModelItem extends vscode.QuickPickItem {
  /** '' for none. */
  readonly model: string;
}

interface JobItem extends vscode.QuickPickItem {
  readonly job: 'chat' | 'completion';
}

/** Lets the user name one of the editor's own language models and what it is for; nothing is sent to it before. */
export async function useEditorModel(): Promise<void> {
  const models = await offeredModels();
  const current = editorModelSettings();
  const inUse = current.chat !== '' || current.completion !== '';
  if (models.length === 0 && !inUse) {
    void vscode.window.showInformationMessage(
      'VS Code offers no language models: install or sign in to a provider of them first.',
    );
    return;
  }
  const none: ModelItem = { label: '$(close) None', detail: 'Use the endpoint, or the embedded model.', model: '' };
  const items = models.map((model): ModelItem => {
    const name = editorModelName(model);
    return { label: model.name, description: name, model: name };
  });
  const picked = await vscode.window.showQuickPick([...items, ...(inUse ? [none] : [])], {
    title,
    placeHolder: 'Its provider gets what Cairn would send to an endpoint.',
  });
  if (!picked) return;
  const jobs = picked.model === '' ? [] : await pickJobs();
  if (!jobs) return;
  const settings = vscode.workspace.getConfiguration('cairn.editorModel');
  for (const job of ['chat', 'completion'] as const) {
    const value = jobs.includes(job) ? picked.model : undefined;
    await settings.update(job, value, vscode.ConfigurationTarget.Global);
  }
}

async function pickJobs(): Promise<readonly JobItem['job'][] | undefined> {
  const items: JobItem[] = [
    { label: 'Chat', picked: true, job: 'chat' },
    {
      label: 'Completion',
      detail: 'It is asked at nearly every key you type, which may use up a quota soon.',
      job: 'completion',
    },
  ];
  const picked = await vscode.window.showQuickPick(items, { title, canPickMany: true, placeHolder: 'For what?' });
  return picked?.map(({ job }) => job);
}
