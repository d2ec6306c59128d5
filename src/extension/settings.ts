import * as vscode from 'vscode';
import { canonicalUri } from '../engine/text';
import { defaultLimits, type SettingPatterns, type WorkspaceLimits } from '../engine/workspace';

const KILOBYTE = 1 << 10;
const MEGABYTE = 1 << 20;

/** How the endpoint is asked to fill in the middle. */
export type FimKind = 'auto' | 'suffix' | 'template' | 'chat';

export interface EndpointSettings {
  /** Empty: the embedded model serves. */
  readonly url: string;
  readonly model: string;
  readonly chatModel: string;
  readonly fim: FimKind;
}

/** For which endpoints the next completion is asked for while one is on screen. */
export type AskAhead = 'never' | 'local' | 'always';

/** The value when it has the right type, else the setting's default, so that a broken setting never stops Cairn. */
function read<T>(
  section: string,
  scope: vscode.ConfigurationScope | undefined,
  fits: (value: unknown) => value is T,
  fallback: T,
): T {
  const value: unknown = vscode.workspace.getConfiguration('cairn', scope).get(section);
  return fits(value) ? value : fallback;
}

const isString = (value: unknown): value is string => typeof value === 'string';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isFimKind = (value: unknown): value is FimKind =>
  isString(value) && ['auto', 'suffix', 'template', 'chat'].includes(value);
const isAskAhead = (value: unknown): value is AskAhead =>
  isString(value) && ['never', 'local', 'always'].includes(value);
const isLanguageMap = (value: unknown): value is Record<string, boolean> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isBoolean);

export function endpointSettings(): EndpointSettings {
  return {
    url: read('endpoint.url', undefined, isString, '').trim(),
    model: read('endpoint.model', undefined, isString, '').trim(),
    chatModel: read('endpoint.chatModel', undefined, isString, '').trim(),
    fim: read('endpoint.fillInTheMiddle', undefined, isFimKind, 'auto'),
  };
}

/** Whether completion is on for this document: the switch for this place, then the language map with `*` for the rest. */
export function completionEnabled(document: vscode.TextDocument): 'on' | 'off' | 'language-off' {
  if (!completionOn(document)) return 'off';
  const languages = completionLanguages(document);
  return (languages[document.languageId] ?? languages['*'] ?? true) ? 'on' : 'language-off';
}

export function completionOn(scope?: vscode.ConfigurationScope): boolean {
  return read('completion.enabled', scope, isBoolean, true);
}

export function completionLanguages(scope?: vscode.ConfigurationScope): Readonly<Record<string, boolean>> {
  return read('completion.languages', scope, isLanguageMap, {});
}

/** Whether suggestions come only when they are asked for. */
export function completionOnDemand(scope?: vscode.ConfigurationScope): boolean {
  return read('completion.trigger', scope, isString, 'automatic') === 'onDemand';
}

/** Whether there are suggestions inside comments and inside strings. */
export function completionPlaces(scope?: vscode.ConfigurationScope): { inComments: boolean; inStrings: boolean } {
  return {
    inComments: read('completion.inComments', scope, isBoolean, true),
    inStrings: read('completion.inStrings', scope, isBoolean, true),
  };
}

export function askAhead(): AskAhead {
  return read('completion.askAhead', undefined, isAskAhead, 'local');
}

export function metricsEnabled(): boolean {
  return read('metrics.enabled', undefined, isBoolean, true);
}

const isAtLeastOne = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 1;

/** How much of a workspace is indexed. */
export function indexLimits(): WorkspaceLimits {
  const kilobytes = read('index.maxFileSize', undefined, isAtLeastOne, defaultLimits.maxFileBytes / KILOBYTE);
  const megabytes = read('index.maxTotalSize', undefined, isAtLeastOne, defaultLimits.maxBytes / MEGABYTE);
  return {
    maxFiles: Math.floor(read('index.maxFiles', undefined, isAtLeastOne, defaultLimits.maxFiles)),
    maxFileBytes: Math.floor(kilobytes * KILOBYTE),
    maxBytes: Math.floor(megabytes * MEGABYTE),
  };
}

export type ExcludeSetting = 'exclude.private' | 'exclude.lowQuality';

/**
 * What every scope says, side by side and unchecked: VS Code would let a workspace replace the user's list, and exclusions
 * only ever add up.
 */
export function excludePatterns(setting: ExcludeSetting): readonly SettingPatterns[] {
  const all = vscode.workspace.getConfiguration('cairn').inspect(setting);
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => ({
    scope: 'folder' as const,
    folder: canonicalUri(folder.uri.toString()),
    patterns: vscode.workspace.getConfiguration('cairn', folder.uri).inspect(setting)?.workspaceFolderValue,
  }));
  return [
    { scope: 'user' as const, patterns: all?.globalValue },
    { scope: 'workspace' as const, patterns: all?.workspaceValue },
    ...folders,
  ].filter((entry) => entry.patterns !== undefined);
}
