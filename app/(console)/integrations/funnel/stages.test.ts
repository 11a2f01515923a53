import { expect, test } from 'vitest';
import { type FunnelRow, percent, sinceOf, summed, worstStep } from './stages.ts';

const row = (viewed: number, started: number, connected: number, configured: number, succeeded: number): FunnelRow => ({
  ...{ key: 'crm', name: 'CRM', viewed, started, connected, configured, succeeded },
  medianSecondsToConfigured: 90,
});

test('rows are added up; a time that half took can’t be', () => {
  expect(summed([row(10, 5, 4, 3, 2), row(1, 1, 1, 1, 1)])).toMatchObject({
    ...{ viewed: 11, started: 6, connected: 5, configured: 4, succeeded: 3, medianSecondsToConfigured: null },
  });
  expect(summed([row(1, 1, 1, 1, 1)]).medianSecondsToConfigured).toBe(90);
  expect(summed([])).toMatchObject({ viewed: 0, succeeded: 0 });
});

test('the step that loses most is named, and none where nobody is lost', () => {
  expect(worstStep(row(10, 9, 3, 3, 2))).toEqual({ name: 'Authorised an account', of: 9, lost: 6 });
  expect(worstStep(row(2, 2, 2, 2, 2))).toBeUndefined();
});

test('a share of nobody is no number, and a time range begins at a full hour', () => {
  expect([percent(1, 3), percent(0, 0)]).toEqual(['33 %', '–']);
  expect(sinceOf('7', Date.UTC(2026, 0, 8, 10, 59))).toBe('2026-01-01T10:00:00.000Z');
  expect(sinceOf('', Date.UTC(2026, 1, 1))).toBe('2026-01-02T00:00:00.000Z');
});
