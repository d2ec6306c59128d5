import type { DiscardReason } from '../../engine/completion';
import type { TraceId } from '../../engine/host';
import type { Explanation } from '../../engine/retrieval';
import type { Range } from '../../engine/text';
import type { Policy } from '../../engine/workspace';
import {
  type ContextNode,
  countsOf,
  explanationRows,
  explanationTooltip,
  fileName,
  pinRows,
  type SectionNode,
  type Surroundings,
} from './context-nodes';
import type { CompletionRun } from './last-completion';
import { visibleExplanation } from './visible-explanation';

/** The command that asks for the context at the cursor. */
export const atCursorCommand = 'cairn.contextAtCursor';

export interface AnswerSubject {
  readonly trace: TraceId;
  /** Places that the answer cites; lines are zero-based. */
  readonly cited: readonly { readonly number: number; readonly uri: string; readonly startLine: number }[];
}

export interface CursorSubject {
  readonly trace: TraceId;
  readonly uri: string;
  /** One-based. */
  readonly line: number;
}

/** Everything that the view shows, as one value. */
export interface ContextState {
  readonly completion: CompletionRun | undefined;
  readonly answer: AnswerSubject | undefined;
  readonly cursor: CursorSubject | undefined;
  readonly pins: readonly string[];
  readonly policy: Policy | undefined;
  /** What the engine said of a trace; undefined while it is asked, null when it does not know the trace any more. */
  readonly explained: (trace: TraceId) => Explanation | null | undefined;
  readonly pathOf: (uri: string) => string;
}

/** The view's sections; what has not happened yet, or happened in a file that is private now, has none. */
export function contextSections(state: ContextState): readonly SectionNode[] {
  const { completion, answer, cursor, pins, policy } = state;
  const isHidden = (uri: string): boolean => policy?.judge(uri).strength === 'private';
  return [
    ...(pins.length > 0 ? [pinSection(state)] : []),
    ...(cursor && !isHidden(cursor.uri) ? [cursorSection(state, cursor)] : []),
    ...(completion && !isHidden(completion.uri) ? [completionSection(state, completion)] : []),
    ...(answer ? [answerSection(state, answer)] : []),
  ];
}

function pinSection({ pins, policy, pathOf }: ContextState): SectionNode {
  const shown = pins.filter((uri) => policy?.judge(uri).strength === 'free');
  return {
    kind: 'section',
    id: 'pins',
    label: 'Pinned',
    description: String(shown.length),
    tooltip:
      'Pinned files come first in what an endpoint is given and in answers, within two fifths of the budget. The embedded model is given no snippets.',
    collapsed: false,
    children: pinRows(shown, { pathOf }),
  };
}

function cursorSection(state: ContextState, { trace, uri, line }: CursorSubject): SectionNode {
  const place = `${fileName(state.pathOf(uri))}:${line}`;
  return explained(state, { id: 'cursor', label: 'At the cursor', before: place }, trace);
}

const embedded = 'The embedded model has learnt from the open folder. It is given no snippets.';

function completionSection(state: ContextState, run: CompletionRun): SectionNode {
  const nothing = run.nothing ? [`nothing offered: ${reasonWords(run.nothing)}`] : [];
  const before = [fileName(state.pathOf(run.uri)), ...nothing].join(', ');
  if (!run.embedded) return explained(state, { id: 'completion', label: 'Last completion', before }, run.trace);
  return {
    kind: 'section',
    id: 'completion',
    label: 'Last completion',
    description: before,
    tooltip: embedded,
    collapsed: false,
    children: [
      { kind: 'message', id: 'completion/embedded', label: 'Embedded model: no snippets', tooltip: embedded },
      {
        kind: 'message',
        id: 'completion/at-cursor',
        label: 'Show context at the cursor',
        tooltip: 'What an endpoint would be given at the cursor.',
        command: atCursorCommand,
      },
    ],
  };
}

function answerSection(state: ContextState, { trace, cited }: AnswerSubject): SectionNode {
  // An answer made of code quotes only some of a snippet's lines.
  const numberOf = (uri: string, { start, end }: Range): number | undefined =>
    cited.find((place) => place.uri === uri && start.line <= place.startLine && place.startLine < end.line)?.number;
  return explained(state, { id: 'answer', label: 'Last answer', before: '' }, trace, numberOf);
}

const unknown = 'It was made without other files because they came too late, or it is not among the last 200.';

interface Heading {
  readonly id: 'completion' | 'answer' | 'cursor';
  readonly label: string;
  readonly before: string;
}

function explained(
  state: ContextState,
  { id, label, before }: Heading,
  trace: TraceId,
  numberOf?: Surroundings['numberOf'],
): SectionNode {
  const { policy, pathOf, pins } = state;
  const found = state.explained(trace);
  const section = { kind: 'section', id, label, description: before, tooltip: label, collapsed: false } as const;
  const message = (text: string, tooltip?: string): readonly ContextNode[] => [
    { kind: 'message', id: `${id}/message`, label: text, ...(tooltip ? { tooltip } : {}) },
  ];
  if (!policy) return { ...section, children: message('The exclusion rules are being read.') };
  if (found === undefined) return { ...section, children: message('Being looked up.') };
  if (found === null) return { ...section, children: message('Nothing is known of it.', unknown) };
  const explanation = visibleExplanation(found, policy);
  const around: Surroundings = {
    pathOf,
    isPinned: (uri) => pins.includes(uri),
    ...(numberOf ? { numberOf } : {}),
  };
  return {
    ...section,
    description: [before, countsOf(explanation)].filter((part) => part !== '').join(', '),
    tooltip: explanationTooltip(explanation),
    children: explanationRows(id, explanation, around),
  };
}

function reasonWords(reason: DiscardReason): string {
  if (reason === 'empty') return 'empty answer';
  if (reason === 'model-error') return 'the model failed';
  return reason.replace(/^filtered:/, 'filtered, ').replaceAll('-', ' ');
}
