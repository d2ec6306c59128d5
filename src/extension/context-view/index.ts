export { fileOf, registerContextCommands } from './context-commands';
export { ContextView } from './context-view';
export { LastCompletion } from './last-completion';
export { workspacePins } from './pin-files';
export type { Pins } from './pins';
export type { SectionNode } from './context-nodes';
