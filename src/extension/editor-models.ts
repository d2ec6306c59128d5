import * as vscode from 'vscode';
import { type ChatMessage, type EditorModel, ModelError } from '../engine/models';

/** How a model of the editor is named in settings: its provider and its id there. */
export const editorModelName = ({ vendor, id }: vscode.LanguageModelChat): string => `${vendor}/${id}`;

/** All models that the editor offers now. */
export async function offeredModels(): Promise<readonly vscode.LanguageModelChat[]> {
  return vscode.lm.selectChatModels();
}

/** The model of that name, looked up at each request: its provider may start later than Cairn, or end. */
export function editorModel(name: string): EditorModel {
  return {
    name,
    async send(messages, signal) {
      const model = await find(name);
      if (!model) throw new ModelError('not-found', missingModel(name));
      const cancel = new vscode.CancellationTokenSource();
      signal.addEventListener('abort', () => cancel.cancel(), { once: true });
      if (signal.aborted) cancel.cancel();
      try {
        const justification = 'Cairn completes code and answers questions with the model that you chose.';
        const { text } = await model.sendRequest(toEditor(messages), { justification }, cancel.token);
        return inOurTerms(text, name);
      } catch (error) {
        throw told(error, name);
      }
    },
  };
}

export async function offersModel(name: string): Promise<boolean> {
  return (await find(name)) !== undefined;
}

export function missingModel(name: string): string {
  return `VS Code offers no model ${name}: start or sign in to its provider, or choose another with "Cairn: Use a Model of VS Code".`;
}

async function find(name: string): Promise<vscode.LanguageModelChat | undefined> {
  const slash = name.indexOf('/');
  if (slash < 0) return undefined;
  const [model] = await vscode.lm.selectChatModels({ vendor: name.slice(0, slash), id: name.slice(slash + 1) });
  return model;
}

/** The editor knows no system messages: they become a user's. */
function toEditor(messages: readonly ChatMessage[]): vscode.LanguageModelChatMessage[] {
  return messages.map(({ role, content }) =>
    role === 'assistant'
      ? vscode.LanguageModelChatMessage.Assistant(content)
      : vscode.LanguageModelChatMessage.User(content),
  );
}

async function* inOurTerms(text: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  try {
    yield* text;
  } catch (error) {
    throw told(error, name);
  }
}

/** What the editor says in its own words is left out: it may quote the prompt. */
function told(error: unknown, name: string): ModelError {
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  switch (code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return new ModelError(
        'rejected',
        `VS Code may not give Cairn the model ${name}: allow it under "Manage Language Model Access", or choose another with "Cairn: Use a Model of VS Code".`,
      );
    case vscode.LanguageModelError.Blocked.name:
      return new ModelError(
        'rate-limited',
        `VS Code holds the model ${name} back, perhaps because its quota is used up: wait, or choose another with "Cairn: Use a Model of VS Code".`,
      );
    case vscode.LanguageModelError.NotFound.name:
      return new ModelError(
        'not-found',
        `VS Code offers the model ${name} no longer: choose another with "Cairn: Use a Model of VS Code".`,
      );
    default:
      return new ModelError(
        'server-error',
        `The model ${name} of VS Code failed: try again, or choose another with "Cairn: Use a Model of VS Code".`,
      );
  }
}
