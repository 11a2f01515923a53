import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { declaredConnectorSchema } from '#connectors/kit/declared.ts';
import { importInWorker } from './import-in-worker.ts';
import { largeDescription } from './large-description.fixture.ts';

test('5 MB are imported in under 10 s, and hold up nobody', async () => {
  const text = largeDescription(5_000, 66);
  expect(Buffer.byteLength(text)).toBeGreaterThan(5_000_000);
  await importInWorker(largeDescription(2, 1));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const began = performance.now();
  const running = importInWorker(text);
  let answered = 0;
  const others = (async () => {
    for (let at = performance.now(); performance.now() - at < 500; answered++) await pause(5);
  })();
  const { report, definition } = await running;
  const seconds = (performance.now() - began) / 1000;
  await others;
  delay.disable();
  const longest = delay.max / 1e6;
  process.stdout.write(
    `Import of ${(text.length / 1e6).toFixed(1)} MB: ${seconds.toFixed(2)} s; longest event loop delay ${longest.toFixed(0)} ms; ${report.actions} actions; definition ${(definition.length / 1e6).toFixed(1)} MB.\n`,
  );
  expect(report).toMatchObject({ operations: 5_000, actions: 5_000 });
  expect(definition.length).toBeLessThan(text.length * 2);
  expect(seconds).toBeLessThan(10);
  expect(answered).toBeGreaterThan(20);
  expect(longest).toBeLessThan(2_000);
});

test('10,000 operations come through whole', async () => {
  const { definition, report } = await importInWorker(largeDescription(10_000, 1));
  expect(report).toMatchObject({ operations: 10_000, actions: 10_000, share: 1 });
  expect(declaredConnectorSchema.safeParse(JSON.parse(definition)).success).toBe(true);
});

test('what is no description is refused as the reader says it', async () => {
  await expect(importInWorker('<html></html>')).rejects.toMatchObject({
    code: 'invalid',
    field: 'description',
    message: expect.stringMatching(/web page/),
  });
});

test('too slow and too large are ended, and the next import runs', async () => {
  const text = largeDescription(4_000, 40);
  await expect(importInWorker(text, { timeoutMs: 30 })).rejects.toMatchObject({
    code: 'too_large',
    message: expect.stringMatching(/longer than/),
  });
  await expect(importInWorker(text, { memoryMb: 16 })).rejects.toMatchObject({
    code: 'too_large',
    message: expect.stringMatching(/memory/),
  });
  await expect(importInWorker(largeDescription(4, 1))).resolves.toMatchObject({ report: { actions: 4 } });
});
