/** What makes a VS Code calm enough to be tested: no prompts, no welcome page, no other AI, no requests to anywhere. */
export const calmSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'files.autoSave': 'off',
  'workbench.editor.useModal': 'off',
  'files.simpleDialog.enable': true,
  'window.dialogStyle': 'custom',
  'terminal.integrated.gpuAcceleration': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
};

/** By the names of today: the editor rewrites an older name in the settings file by itself, at any moment, over what a test saves. */
export const themes = { dark: 'Dark Modern', light: 'Light Modern' };

/** On top of them for tests: nothing but ghost text shows while typing, so that Tab accepts it. */
export const testSettings = {
  ...calmSettings,
  'editor.inlineSuggest.enabled': true,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.wordBasedSuggestions': 'off',
  'editor.parameterHints.enabled': false,
  'editor.minimap.enabled': false,
  'editor.experimentalEditContextEnabled': false,
  'workbench.colorTheme': themes.dark,
};

/** The built-in extensions that tests run with: grammars, themes and editing only. A short list starts several seconds sooner. */
export const testBuiltins = [
  'configuration-editing',
  'cpp',
  'css',
  'go',
  'html',
  'ini',
  'java',
  'javascript',
  'json',
  'log',
  'markdown-basics',
  'python',
  'rust',
  'shellscript',
  'theme-defaults',
  'theme-seti',
  'typescript-basics',
  'yaml',
];
