import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    environment: 'node',
    testTimeout: 180000,
    maxWorkers: 2,
    allowOnly: false,
  },
});
