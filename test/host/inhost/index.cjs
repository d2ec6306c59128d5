'use strict';
// Loaded by VS Code inside the extension host. CAIRN_TESTS holds { files, result, grep }.
const fs = require('node:fs');
const Mocha = require('mocha');

exports.run = () =>
  new Promise((resolve, reject) => {
    const { files, result, grep } = JSON.parse(process.env.CAIRN_TESTS);
    const mocha = new Mocha({
      ui: 'bdd',
      timeout: 20_000,
      color: false,
      reporter: SilentReporter,
      fgrep: grep,
      forbidOnly: !grep,
    });
    for (const file of files) mocha.addFile(file);
    const tests = [];
    const write = (ended) => fs.writeFileSync(result, JSON.stringify({ ended, tests }));
    const runner = mocha.run((failures) => {
      write(true);
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
    runner.on('pass', (test) => {
      tests.push({ name: test.fullTitle(), outcome: 'passed', ms: test.duration });
      write(false);
    });
    runner.on('pending', (test) => tests.push({ name: test.fullTitle(), outcome: 'skipped' }));
    runner.on('fail', (test, error) => {
      tests.push({ name: test.fullTitle(), outcome: 'failed', error: String(error?.stack ?? error) });
      write(false);
    });
  });

function SilentReporter() {}
