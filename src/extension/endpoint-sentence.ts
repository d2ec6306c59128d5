import type { EditorModelSettings } from './settings';

/** Which models complete and chat once an endpoint is set, in one or two sentences. */
export function endpointSentence(
  { model, host, chatModel }: { readonly model: string; readonly host: string; readonly chatModel: string },
  editor: EditorModelSettings,
): string {
  const completion = editor.completion ? inEditor(editor.completion, 'completion') : `${model} at ${host}`;
  if (editor.chat) return `Completion uses ${completion}. Chat uses ${inEditor(editor.chat, 'chat')}.`;
  if (chatModel && chatModel !== model)
    return `Completion uses ${completion}. Chat uses ${chatModel} at ${host}, as cairn.endpoint.chatModel says.`;
  if (editor.completion) return `Completion uses ${completion}. Chat uses ${model} at ${host}.`;
  return `Completion and chat use ${completion}.`;
}

const inEditor = (name: string, job: keyof EditorModelSettings): string =>
  `${name} of VS Code, as cairn.editorModel.${job} says`;
