import type { StoredCounts } from './counted-days';
import { acceptanceIn, acceptanceInBy, type Counts, retentionIn } from './counts';
import { comparedWithBaseline } from './model-comparison';
import type { Acceptance, AcceptanceGroup } from './rates';
import { describeRate, number, percent } from './words';

/** What each number means, in the words that are printed next to it. */
export const DEFINITIONS = [
  'Acceptance rate: (accepted + typed through) ÷ read, with its 95 % Wilson interval.',
  'Ended before anything was shown: superseded by the next key, empty where the model had nothing to add, not asked where the editor did not ask for it within 150 ms of the change, whether or not the model was asked by then; other reasons are named by what was found.',
  'Shown: offered with document and cursor unchanged. An estimate, because the editor does not tell extensions what it shows; another extension may have taken the place.',
  'Read: shown for 750 ms, or accepted in any way before that.',
  'Accepted: the whole suggestion was taken over. Typed through: the user typed all of it.',
  'Accepted partly: some words or lines were taken over. Only its characters count.',
  'Undone: accepted, and undone within 10 s. It leaves the numerator and its characters do not count.',
  'Dismissed: hidden with Escape. Ignored: typed differently, or the cursor or the editor was left. Replaced: another suggestion took its place.',
  'Points against the embedded model: difference of the two acceptance rates, with its 95 % interval after Newcombe. The models served at different times, so the code and the day differ too.',
  'Retained: share of accepted characters still there (tracked place, normalised edit distance). What a reload or close cut off is neither kept nor lost.',
  'Characters accepted: put in by accepting. What was typed along is typed, not accepted.',
  'Characters typed: changes of at most two characters and their auto-closed brackets, without undo, redo, paste, formatting and changes from outside.',
] as const;

/** Plain lines for a report: each number with what it means. */
export function describeAcceptance(figures: Acceptance): readonly string[] {
  const {
    accepted,
    typedThrough,
    acceptedPartly,
    undone,
    read,
    shown,
    dismissals,
    charactersAccepted,
    charactersTyped,
    acceptedPerTyped,
  } = figures;
  const lines = [
    describeRate(figures),
    `Accepted: ${number(accepted)}, typed through: ${number(typedThrough)}, undone within 10 s: ${number(undone)}, accepted partly: ${number(acceptedPartly)} (apart from the rate)`,
    `Read: ${number(read)} (on screen for 750 ms, or accepted before that) of ${number(shown)} shown (an estimate)`,
    `Dismissed with Escape: ${number(dismissals)}`,
  ];
  const share = acceptedPerTyped === undefined ? '' : ` (${ratio(acceptedPerTyped)} accepted for each one typed)`;
  const typed = charactersTyped === undefined ? '' : `, typed by hand: ${number(charactersTyped)}${share}`;
  return [...lines, `Characters accepted: ${number(charactersAccepted)}${typed}`];
}

/** Markdown of the acceptance report over everything stored. `utcOffsetMinutes` is east of UTC. */
export function acceptanceReport(stored: StoredCounts, recording: boolean, utcOffsetMinutes = 0): string {
  const { counts } = stored;
  const total = acceptanceIn(counts);
  const models = acceptanceInBy(counts, 'model');
  const compared = comparedWithBaseline(models);
  const { firstAt } = counts;
  const day = firstAt === null ? undefined : new Date(firstAt + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
  const [headline = '', ...rest] = describeAcceptance(total);
  const discarded = Object.entries(total.discardedByReason).sort(([, a], [, b]) => b - a);
  const ended = discarded.reduce((sum, [, count]) => sum + count, 0);
  const summary = [
    ...rest,
    `Ignored: ${number(total.ignored)}, replaced: ${number(total.replaced)}`,
    `Requests: ${number(total.requested)}, of which ended before anything was shown: ${number(ended)}${listed(discarded)}`,
  ];
  const blocks = [
    "# Acceptance of Cairn's suggestions",
    `**${headline}**`,
    list(summary),
    day === undefined ? 'Nothing is recorded yet.' : `Counted since ${day}, on this machine, by Cairn alone.`,
    ...(recording ? [] : ['Recording is off (`cairn.metrics.enabled`).']),
    ...retained(counts),
    ...section('By language', 'Language', acceptanceInBy(counts, 'language')),
    ...section('By model', 'Model', models),
    ...(compared.length === 0 ? [] : [list(compared)]),
    ...section('Last days', 'Day', acceptanceInBy(counts, 'day').slice(-14)),
    '## Definitions',
    list(DEFINITIONS),
    ...health(stored),
    'The records hold ids, numbers and times. They hold no code, no paths and no prompt text.',
  ];
  return `${blocks.join('\n\n')}\n`;
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** A heading and a table as blocks of Markdown; none without figures. */
function section(title: string, column: string, groups: readonly AcceptanceGroup[]): readonly string[] {
  const used = groups.filter(({ acceptance: figures }) => figures.shown > 0 || (figures.charactersTyped ?? 0) > 0);
  if (used.length === 0) return [];
  const table = [
    `| ${column} | Rate | Read | Accepted | Typed through | Partly | Undone | Dismissed | Characters / typed |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...used.map(({ key, acceptance: figures }) => row(key, figures)),
  ];
  return [`## ${title}`, table.join('\n')];
}

function row(key: string, figures: Acceptance): string {
  const { rate, wilson, read, accepted, typedThrough, acceptedPartly, undone, dismissals } = figures;
  const cells = [
    `\`${key}\``,
    rate === undefined || wilson === undefined
      ? '–'
      : unbroken(`${percent(rate)} (${Math.round(wilson[0] * 100)}–\u2060${percent(wilson[1])})`),
    ...[read, accepted, typedThrough, acceptedPartly, undone, dismissals].map(number),
    unbroken(
      number(figures.charactersAccepted) +
        (figures.charactersTyped === undefined ? '' : ` / ${number(figures.charactersTyped)}`),
    ),
  ];
  return `| ${cells.join(' | ')} |`;
}

function retained(counts: Counts): readonly string[] {
  const known = retentionIn(counts).filter(({ measured }) => measured > 0);
  if (known.length === 0) return [];
  const parts = known.map(({ afterSeconds, share = 0, measured, censored }) => {
    const time = afterSeconds < 60 ? `${afterSeconds} s` : `${afterSeconds / 60} min`;
    return `${time}: ${percent(share)} of ${number(measured)} accepts${censored === 0 ? '' : `, ${number(censored)} cut off`}`;
  });
  return ['## Retained', list(parts.map((part) => `After ${part}`))];
}

function health({ torn, corrupt, unreadable }: StoredCounts): readonly string[] {
  if (torn + corrupt + unreadable === 0) return [];
  return [
    `Skipped: ${number(torn)} torn last lines, ${number(corrupt)} lines that are no known event, ${number(unreadable)} unreadable files.`,
  ];
}

function listed(discarded: readonly (readonly [string, number])[]): string {
  if (discarded.length === 0) return '';
  return ` (${discarded.map(([reason, count]) => `${inWords(reason)}: ${number(count)}`).join(', ')})`;
}

/** A reason as it is read: `filtered:too-short` is "filtered, too short". */
function inWords(reason: string): string {
  return reason.replace(':', ', ').replaceAll('-', ' ');
}

/** The text of a cell that stays on one line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

function ratio(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}
