import { setTimeout as delay } from 'node:timers/promises';

const paceMs = 15;
const statement = 'const sum = first.value + second.value;';

/** 200 characters typed in the middle of a long file, with completion on and off in turn: the longest block of each run. */
export async function measureTyping({ host, longFile, lines, repeats, profile }) {
  const text = `\n${statement.repeat(6)}`.slice(0, 200);
  const runs = { on: [], off: [] };
  await host.ask('open', { file: longFile, line: Math.floor(lines / 2) });
  await delay(1500);
  for (let run = -1; run < repeats; run++) {
    for (const kind of ['off', 'on']) {
      await host.ask('setCompletion', { enabled: kind === 'on' });
      await delay(500);
      const profiled = profile !== undefined && run === repeats - 1;
      if (profiled) await host.ask('startProfile');
      const blocks = await host.ask('typeOn', { text, paceMs });
      if (profiled) await host.ask('stopProfile', { folder: profile, name: `typing-${kind}` });
      if (run >= 0) runs[kind].push(blocks);
      await host.ask('close');
      await host.ask('open', { file: longFile, line: Math.floor(lines / 2) });
      await delay(500);
    }
  }
  await host.ask('close');
  return runs;
}

/** Lines that are typed by one message: the answer to it must not take minutes. */
const LINES_AT_ONCE = 5;

/** Edits without a pause: the memory after the first tenth, in between, and at the end. */
export async function measureMemory({ host, place, edits }) {
  await host.ask('open', place);
  await host.ask('typed', { text: '\n' });
  const memory = [];
  let done = 0;
  for (const share of [0.1, 0.25, 0.5, 0.75, 1]) {
    while (done < edits * share) done += await host.ask('edit', { times: LINES_AT_ONCE });
    memory.push({ edits: done, ...(await host.ask('memory')) });
  }
  await host.ask('close');
  return memory;
}

/** From `activate()` until the context server is started, in a window that is opened anew each time. */
export async function measureStarts({ host, starts }) {
  const activations = [await host.ask('activation')];
  while (activations.length < starts) {
    await host.restart();
    activations.push(await host.ask('activation'));
  }
  return activations.map(({ begunAt, serverAt, ...parts }) => ({ ms: serverAt - begunAt, ...parts }));
}
