'use strict';
const { now } = require('./clock.cjs');

const threadCpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/**
 * Watches how long the event loop is held up: a timer of 1 ms notes how late it fires, and how much of that time this thread computed
 * (the rest is other processes' share of a busy machine).
 */
exports.watchBlocks = () => {
  const longest = { wallMs: 0, cpuMs: 0 };
  let last = now();
  let lastCpu = threadCpuMs();
  let over10 = 0;
  const timer = setInterval(() => {
    const at = now();
    const cpu = threadCpuMs();
    const late = at - last - 1;
    if (late > 10) over10++;
    longest.wallMs = Math.max(longest.wallMs, late);
    longest.cpuMs = Math.max(longest.cpuMs, cpu - lastCpu);
    last = at;
    lastCpu = cpu;
  }, 1);
  return {
    stop() {
      clearInterval(timer);
      return { ...longest, over10 };
    },
  };
};
