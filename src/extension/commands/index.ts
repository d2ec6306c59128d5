export { eraseAllData } from './erase-data';
export { excludeFile } from './exclude-file';
export { pauseIndexing, rebuildIndex, resumeIndexing } from './indexing';
export { showMenu } from './menu';
export { setEndpoint, setKey } from './set-endpoint';
export { snoozeCompletion } from './snooze-completion';
export { toggleHere, toggleLanguage } from './toggle-completion';
export { useEditorModel } from './use-editor-model';
export { whyExcluded } from './why-excluded';
