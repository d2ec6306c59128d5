'use strict';
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector/promises');
const path = require('node:path');

// Loaded by Cairn's server before its code. Each second SIGUSR2 ends a CPU profile that the one before began.

let running;
let count = 0;

process.on('SIGUSR2', async () => {
  const begun = running;
  running = begun ? undefined : start();
  if (!begun) return;
  const session = await begun;
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  writeFileSync(path.join(process.env.CAIRN_BENCH_PROFILE, `server-${++count}.cpuprofile`), JSON.stringify(profile));
});

async function start() {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  return session;
}
