import { expect, test } from 'vitest';
import { pause } from './pause.ts';

test('a pause ends by itself, or with the run that it is part of', async () => {
  await expect(pause(1, new AbortController().signal)).resolves.toBeUndefined();
  await expect(pause(60_000, AbortSignal.abort('stopped'))).rejects.toBe('stopped');
  const run = new AbortController();
  const waiting = pause(60_000, run.signal);
  run.abort('stopped');
  await expect(waiting).rejects.toBe('stopped');
});
