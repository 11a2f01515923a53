import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['node_modules/**', '.next/**', '.portico*/**', 'embed-sdk/dist/**'],
    globalSetup: ['server/db/test-server.ts'],
    setupFiles: ['server/db/test-env.ts'],
    // Two cores: more workers than that only make every test slower.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
