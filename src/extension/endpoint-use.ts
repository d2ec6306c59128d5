import type { TokenUse, UseRecord } from '../engine/models';

/** The part of the editor's memento that is needed, as `globalState`. */
interface Memento {
  keys(): readonly string[];
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const prefix = 'cairn.endpointUse:';
const nothing: TokenUse = { input: 0, output: 0 };

/**
 * Tokens used of each endpoint today, by the user's calendar, over all windows and restarts. Each window counts under a key of its own,
 * so that none overwrites what another counts. Holds hosts and numbers only.
 */
export class EndpointUse {
  constructor(
    private readonly state: Memento,
    private readonly window: string,
    private readonly now: () => number,
  ) {}

  of(host: string): UseRecord {
    return {
      today: () =>
        this.#keysOf(host)
          .map((key) => read(this.state.get(key)))
          .reduce(sum, nothing),
      add: (use) => {
        this.#forgetEarlierDays();
        const key = `${prefix}${this.#day()}:${host}:${this.window}`;
        void this.state.update(key, sum(read(this.state.get(key)), use));
      },
    };
  }

  async erase(): Promise<void> {
    await this.#remove(this.#keys());
  }

  #keys(): readonly string[] {
    return this.state.keys().filter((key) => key.startsWith(prefix));
  }

  #keysOf(host: string): readonly string[] {
    const own = `${prefix}${this.#day()}:${host}:`;
    // A host may go on with a port; a window's name has no colon.
    return this.#keys().filter((key) => key.startsWith(own) && !key.includes(':', own.length));
  }

  #forgetEarlierDays(): void {
    const today = `${prefix}${this.#day()}:`;
    void this.#remove(this.#keys().filter((key) => !key.startsWith(today)));
  }

  async #remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.state.update(key, undefined);
  }

  /** As `2026-11-27`, in the user's time zone. */
  #day(): string {
    const date = new Date(this.now());
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }
}

const sum = (left: TokenUse, right: TokenUse): TokenUse => ({
  input: left.input + right.input,
  output: left.output + right.output,
});

/** A stored value, or nothing where it is damaged. */
function read(value: unknown): TokenUse {
  if (typeof value !== 'object' || value === null || !('input' in value) || !('output' in value)) return nothing;
  const { input, output } = value;
  return isCount(input) && isCount(output) ? { input, output } : nothing;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
