import * as vscode from 'vscode';
import { type FimChoice, type LimitSettings, readFimSetting } from '../engine/models';
import { canonicalUri } from '../engine/text';
import { defaultLimits, type SettingPatterns, type WorkspaceLimits } from '../engine/workspace';
import { languageMap } from './language-map';
import type { TokenPrice } from './use-text';

const KILOBYTE = 1 << 10;
const MEGABYTE = 1 << 20;

export interface EndpointSettings {
  /** Empty: the embedded model serves. */
  readonly url: string;
  readonly model: string;
  readonly chatModel: string;
  readonly fill: FimChoice;
  readonly limits: LimitSettings;
  readonly price: TokenPrice | undefined;
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
const isAskAhead = (value: unknown): value is AskAhead =>
  isString(value) && ['never', 'local', 'always'].includes(value);
const isAmount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && Number.isFinite(value);
const isPrice = (value: unknown): value is Partial<TokenPrice> =>
  typeof value === 'object' && value !== null && Object.values(value).every(isAmount);

/** Names of the editor's own models, by what they are for; '' where the endpoint or the embedded model serves. */
export interface EditorModelSettings {
  readonly chat: string;
  readonly completion: string;
}

export function editorModelSettings(): EditorModelSettings {
  return {
    chat: read('editorModel.chat', undefined, isString, '').trim(),
    completion: read('editorModel.completion', undefined, isString, '').trim(),
  };
}

/** Undefined while neither price is set. */
function priceOf({ input = 0, output = 0 }: Partial<TokenPrice>): TokenPrice | undefined {
  return input + output > 0 ? { input, output } : undefined;
}

export function endpointSettings(): EndpointSettings {
  return {
    url: read('endpoint.url', undefined, isString, '').trim(),
    model: read('endpoint.model', undefined, isString, '').trim(),
    chatModel: read('endpoint.chatModel', undefined, isString, '').trim(),
    fill: readFimSetting(read('endpoint.fillInTheMiddle', undefined, isString, 'auto')) ?? { fim: 'auto' },
    limits: {
      requestsPerMinute: read('endpoint.requestsPerMinute', undefined, isAmount, 0),
      dailyTokens: read('endpoint.dailyTokens', undefined, isAmount, 0),
    },
    price: priceOf(read('endpoint.price', undefined, isPrice, {})),
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
  const settings = vscode.workspace.getConfiguration('cairn', scope);
  return languageMap(settings.get('completion.languages'), settings.inspect('completion.languages')?.defaultValue);
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
