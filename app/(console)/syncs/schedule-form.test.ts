import { expect, it } from 'vitest';
import { scheduleOf, scheduleValues } from './schedule-form.ts';

it('keeps a schedule as it was where nothing is changed', () => {
  for (const schedule of [
    { kind: 'every', seconds: 60 },
    { kind: 'every', seconds: 7200 },
    { kind: 'every', seconds: 86_400 },
    { kind: 'every', seconds: 90 },
    { kind: 'cron', expression: '0 7 * * 1-5', zone: 'Europe/Berlin' },
    { kind: 'event', event: 'order.paid' },
    { kind: 'manual' },
  ] as const)
    expect(scheduleOf(scheduleValues(schedule))).toEqual(schedule);
});

it('takes a sloppily typed expression', () => {
  const values = scheduleValues({ kind: 'manual' });
  expect(scheduleOf({ ...values, kind: 'cron', expression: ' 0  7 * *  * ', zone: ' Europe/Berlin ' })).toEqual({
    kind: 'cron',
    expression: '0 7 * * *',
    zone: 'Europe/Berlin',
  });
});
