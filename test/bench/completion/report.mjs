import { availableParallelism, loadavg } from 'node:os';
import { atOnceMs } from './latency.mjs';
import { median, percentile, round } from './statistics.mjs';

const p95 = (values) => percentile(values, 0.95);

/** All figures by name with their goals; undefined where a phase was left out or nothing was measured. */
export function rowsOf({ changes, bytes, bare, aborts, typing, memory, starts }) {
  const rows = [];
  const row = (name, goal, measured, note = '') => rows.push({ name, goal, measured: round(measured), note });
  const samples = (values) => `${values.length} samples, p50 ${round(median(values)) ?? '-'}`;
  if (changes) {
    const { toRequest, ready, judge, typedThrough, cached, ghost, atOnce, fresh, trips } = changes;
    row('change_to_request_p95_ms', 15, p95(toRequest), `${samples(toRequest)}, ${contextNote(changes)}`);
    row(
      'change_to_request_at_once_p95_ms',
      undefined,
      p95(atOnce.toRequest),
      `${samples(atOnce.toRequest)}, ${contextNote(atOnce)}: ${atOnceMs} ms after opening`,
    );
    row(
      'change_to_request_fresh_p95_ms',
      undefined,
      p95(fresh),
      `${samples(fresh)}, likewise, the first of the new window`,
    );
    const stages = {
      before: 'change to context asked',
      ms: 'context round trip',
      search: 'of it search',
      syntax: 'of it syntax',
      after: 'context to endpoint',
      made: 'of it to request made',
      sent: 'of it to request written',
      received: 'of it to request received',
    };
    for (const [stage, what] of Object.entries(stages)) {
      const values = [...changes.context, ...changes.wire]
        .map((sample) => sample[stage])
        .filter((ms) => ms !== undefined);
      if (values.length === 0) continue;
      const samplesOf = values.length < toRequest.length ? `, ${values.length} samples` : '';
      rows.push({ name: `  ${what}`, measured: round(p95(values)), note: `p50 ${round(median(values))}${samplesOf}` });
    }
    row('ready_return_p95_ms', 2, p95(ready), samples(ready));
    row(
      'cached_return_p95_ms',
      1,
      p95([...typedThrough, ...cached]),
      `typed through: ${samples(typedThrough)}; from memory: ${samples(cached)}`,
    );
    row('judge_p95_ms', 3, p95(judge), `${samples(judge)}, whole round trip to the server`);
    row('judge_at_once_p95_ms', undefined, p95(atOnce.judge), `${samples(atOnce.judge)}, ${atOnceMs} ms after opening`);
    const ahead = [...changes.judgeAhead, ...atOnce.judgeAhead];
    if (ahead.length > 0)
      row('judge_ahead_p95_ms', undefined, p95(ahead), `${samples(ahead)}, of what nobody waits for yet`);
    rows.push({
      name: '  an empty round trip',
      measured: round(p95(trips)),
      note: `p50 ${round(median(trips))}`,
    });
    row('change_to_ghost_p50_ms', undefined, median(ghost), `${ghost.length} samples, the editor's 50 ms included`);
    row('change_to_ghost_p95_ms', undefined, p95(ghost));
  }
  if (bytes) {
    row('byte_to_offer_p95_ms', 2, p95(bytes.singleLine), `${samples(bytes.singleLine)}, rest of a line`);
    row(
      'byte_to_offer_lines_p95_ms',
      undefined,
      p95(bytes.multiLine),
      `${samples(bytes.multiLine)}, several lines, judged`,
    );
  }
  if (bare) {
    row(
      'bare_change_to_request_p95_ms',
      undefined,
      p95(bare.toRequest),
      `${samples(bare.toRequest)}, fetch alone, completion off`,
    );
    row('bare_byte_p95_ms', undefined, p95(bare.byte), `${samples(bare.byte)}, first byte to fetch's reader`);
  }
  if (aborts) row('abort_p95_ms', 20, p95(aborts.aborts), `${samples(aborts.aborts)}, ${aborts.left} never`);
  if (typing) {
    const of = (kind, key) => typing[kind].map((run) => run[key]);
    const above = (key) => median(of('on', key)) - median(of('off', key));
    const list = (key) => `on ${of('on', key).map(round).join(' ')}, off ${of('off', key).map(round).join(' ')}`;
    const asked = `${median(of('on', 'requests'))} context requests in a run, ${median(of('off', 'requests'))} when off`;
    row('longest_block_ms', 10, above('wallMs'), `${list('wallMs')}; ${asked}`);
    row('longest_block_cpu_ms', undefined, above('cpuMs'), `this thread's CPU only: ${list('cpuMs')}`);
  }
  if (starts) {
    const middle = (part) => median(starts.map((start) => start[part]));
    row('activation_ms', 150, middle('ms'), `starts ${starts.map(({ ms }) => round(ms)).join(' ')}`);
    row('activation_load_ms', undefined, middle('loadMs'), "running the extension's code before that");
    rows.push({ name: '  of it on the thread at once', measured: round(middle('syncMs')), note: '' });
    rows.push({
      name: '  of it finding ignore files',
      measured: round(middle('findFilesMs')),
      note: "the editor's search",
    });
    row(
      'activation_whole_ms',
      undefined,
      middle('wholeMs'),
      'until the exclusion rules are compiled and the model is known: nothing is offered before',
    );
  }
  if (memory) {
    const growth = (key) => memory.at(-1)[key] / memory[0][key] - 1;
    const list = (key) => memory.map((mark) => `${round(mark[key] / 1e6)} MB at ${mark.edits}`).join(', ');
    row('memory_growth', 0.05, growth('heap'), `host's heap after collection: ${list('heap')} edits`);
    row('memory_growth_server', 0.05, growth('server'), `resident: ${list('server')} edits`);
  }
  return rows;
}

function contextNote({ withContext, askedAhead, missing }) {
  return `${withContext} with other files' text, of which ${askedAhead} had been asked for when the cursor rested, ${missing} without an answer`;
}

/** One line for each figure, then the machine's state. */
export function printRows(rows, loadBefore) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`${'figure'.padEnd(width)}      goal  measured`);
  for (const { name, goal, measured, note } of rows) {
    const limit = goal === undefined ? '' : `≤ ${goal}`;
    console.log(`${name.padEnd(width)}  ${limit.padStart(8)}  ${String(measured ?? '-').padStart(8)}  ${note}`);
  }
  const loads = [loadBefore, loadavg()[0]].map((load) => load.toFixed(1)).join(' before, ');
  console.log(`Machine: ${availableParallelism()} CPUs; load ${loads} after, of all processes.`);
}
