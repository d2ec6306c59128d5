import type { EngineProgress } from '../engine/retrieval';
import type { Verdict } from '../engine/workspace';
import type { ServerHealth } from './context-server';
import { limitSentence, symbolLimitSentence } from './limit-sentence';
import type { ModelState } from './model-owner';

/** Everything the status bar item shows, as one value. */
export interface StatusState {
  readonly health: ServerHealth;
  readonly engine: EngineProgress | undefined;
  readonly model: ModelState;
  /** One sentence about the last failure of the endpoint, until it answers again. */
  readonly problem: string | undefined;
  /** What was used of the endpoint today, in one sentence, where that is counted. */
  readonly use?: string | undefined;
  /** The active editor's document, when there is one. */
  readonly document: DocumentState | undefined;
}

export interface DocumentState {
  readonly languageId: string;
  readonly completion: 'on' | 'off' | 'language-off';
  /** Suggestions come only when they are asked for. */
  readonly onDemand: boolean;
  /** Milliseconds since the epoch; infinite for a file that is snoozed for good. */
  readonly snoozedUntil?: number;
  /** Milliseconds since the epoch, after several dismissals in a row. */
  readonly quietUntil?: number;
  /** Undefined while the policy is being compiled. */
  readonly verdict: Verdict | undefined;
  /** The verdict in one sentence. */
  readonly reason: string;
}

/** The item's label: one icon, at most two words. Problems come first, then exclusion, then progress. */
export function statusText(state: StatusState): string {
  if (state.problem || isMisconfigured(state.model)) return '$(warning) Cairn';
  const { document, engine } = state;
  const strength = document?.verdict?.strength;
  if (strength === 'private') return '$(shield) Cairn: private';
  if (document && document.completion !== 'on') return '$(circle-slash) Cairn: off';
  if (document?.snoozedUntil !== undefined) return '$(bell-slash) Cairn: snoozed';
  if (document?.quietUntil !== undefined && !document.onDemand) return '$(bell-slash) Cairn: quiet';
  if (state.health === 'restarting') return '$(debug-disconnect) Cairn';
  if (strength === 'low-quality') return '$(shield) Cairn: low-quality';
  const isStarting = state.health === 'starting' || state.model.kind === 'starting';
  if (isStarting || !engine || engine.phase === 'waiting-for-policy') return '$(loading~spin) Cairn';
  if (engine.phase === 'paused') return '$(debug-pause) Cairn';
  if (engine.phase === 'indexing') {
    if (engine.filesDone >= engine.files && engine.symbolsLeft > 0) return '$(layers) Cairn';
    const percent = engine.files === 0 ? 0 : Math.floor((100 * engine.filesDone) / engine.files);
    return `$(loading~spin) Cairn ${percent} %`;
  }
  return '$(layers) Cairn';
}

/** Whether something that is to serve cannot. */
function isMisconfigured({ kind, editor }: ModelState): boolean {
  return kind === 'misconfigured' && !(editor?.chat && editor.completion);
}

/** The tooltip's paragraphs, as Markdown, without the acceptance rate. */
export function statusLines(state: StatusState): string[] {
  const lines = [...modelLines(state.model), ...(state.use ? [state.use] : []), indexLine(state)];
  if (state.problem) lines.unshift(`$(warning) ${state.problem}`);
  if (state.engine?.limit) lines.push(limitSentence(state.engine.limit));
  if (state.engine?.symbolLimit !== undefined) lines.push(symbolLimitSentence(state.engine.symbolLimit));
  const { document } = state;
  if (document?.verdict && document.verdict.strength !== 'free') lines.push(`$(shield) ${document.reason}`);
  if (document?.completion === 'off') lines.push('Completion is off here.');
  if (document?.completion === 'language-off')
    lines.push(`Completion is off for the language \`${document.languageId}\`.`);
  if (document?.completion === 'on') lines.push(...quietLines(document));
  return lines;
}

function quietLines({ onDemand, snoozedUntil, quietUntil }: DocumentState): string[] {
  if (snoozedUntil === Number.POSITIVE_INFINITY) return ['Completion is snoozed in this file.'];
  if (snoozedUntil !== undefined) {
    return [`Completion is snoozed until ${timeOf(snoozedUntil, { hour: '2-digit', minute: '2-digit' })}.`];
  }
  if (onDemand) return ['Suggestions come when you ask for them: *Trigger Inline Suggestion*.'];
  if (quietUntil === undefined) return [];
  const time = timeOf(quietUntil, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return [
    `Several suggestions in a row were dismissed, so nothing is suggested until ${time}. *Trigger Inline Suggestion*, or *Wake up* in \`Cairn: Snooze Completion\`, ends the quiet.`,
  ];
}

const timeOf = (ms: number, format: Intl.DateTimeFormatOptions): string => new Date(ms).toLocaleTimeString([], format);

function modelLines(model: ModelState): readonly string[] {
  const { chat = '', completion = '' } = model.editor ?? {};
  const named = [
    ...(completion ? [`Completion: \`${completion}\` of VS Code.`] : []),
    ...(chat ? [`Chat: \`${chat}\` of VS Code.`] : []),
  ];
  if (model.kind === 'embedded' && chat && !completion) return ['Completion: embedded.', ...named];
  if (model.kind === 'embedded' && completion && !chat)
    return [...named, 'Chat: no model; it shows the code it finds.'];
  return chat && completion ? named : [modelLine(model), ...named];
}

function modelLine(model: ModelState): string {
  switch (model.kind) {
    case 'starting':
      return 'The model is being set up.';
    case 'embedded':
      return 'Model: embedded. Nothing leaves this machine.';
    case 'endpoint':
      return `Model: \`${model.model}\` at \`${model.host}\`.`;
    case 'misconfigured':
      return `$(warning) ${model.problem}`;
  }
}

function indexLine({ health, engine }: StatusState): string {
  if (health === 'restarting') return 'The context server is starting again; completion goes on without other files.';
  if (!engine) return 'The index is starting.';
  if (engine.phase === 'no-folder') return 'Open a folder to ground completion and chat in its code.';
  if (engine.phase === 'paused') return 'Indexing is paused. `Cairn: Resume Indexing` goes on.';
  if (engine.phase === 'indexing' && engine.filesDone >= engine.files && engine.symbolsLeft > 0)
    return `Index: ${counted(engine.files, 'file')}; the symbols of ${engine.symbolsLeft.toLocaleString('en')} are still being read.`;
  if (engine.phase === 'ready') return `Index: ${counted(engine.files, 'file')}, ${counted(engine.symbols, 'symbol')}.`;
  return `Indexing: ${engine.filesDone.toLocaleString('en')} of ${engine.files.toLocaleString('en')} files.`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
