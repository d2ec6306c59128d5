import type { Host } from '../host';
import type { MetricsEvent } from './events';
import type { RequestMeasures } from './suggestion-event';
import type { Schedule } from './typing';

export interface TrackerOptions {
  readonly clock: Pick<Host, 'now' | 'monotonic' | 'randomId'>;
  readonly schedule: Schedule;
  /** 8 to 32 hexadecimal digits, new for each editor window and start. */
  readonly window: string;
  readonly cairnVersion: string;
  /** The workspace's salt for file ids. */
  readonly salt: string;
  readonly emit: (event: MetricsEvent) => void;
  /** Text of a document between two UTF-16 offsets, for measuring what stays; undefined when it is not open. */
  readonly textOf: (uri: string, start: number, end: number) => string | undefined;
  /** Called when a suggestion begins or ceases to be estimated visible in the active document. */
  readonly onVisible?: (visible: boolean) => void;
  /** Throws on an impossible transition instead of counting it; for tests. */
  readonly strict?: boolean;
}

/** What the editor was given. */
export interface Offer {
  /** UTF-16 offset of the cursor for which `text` is offered. */
  readonly offset: number;
  /** What stands to be inserted from there on. */
  readonly text: string;
  /** What stands in the place of `text` when the user chooses another. */
  readonly alternatives?: readonly string[];
  readonly eol: '\n' | '\r\n';
  readonly measures?: RequestMeasures;
}

export interface TrackerCounts {
  readonly requested: number;
  readonly discarded: number;
  /** Ended after having been shown. */
  readonly ended: number;
  readonly open: number;
  readonly impossible: number;
}
