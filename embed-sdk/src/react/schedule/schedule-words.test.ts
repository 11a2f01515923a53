import { expect, test } from 'vitest';
import { de } from '../phrases/de.ts';
import { enLater } from '../phrases/en-later.ts';
import { addEnglish, createWords } from '../phrases/words.ts';
import { clockOf, cronOf, saySchedule } from './schedule-words.ts';

addEnglish(enLater);
const speak = (locale: string, spoken = {}) => {
  const words = createWords(locale, spoken);
  return { words, t: words.t };
};
const english = speak('en-GB');
const german = speak('de', de);

test.each([
  [{ kind: 'every', seconds: 60 }, 'every minute', 'jede Minute'],
  [{ kind: 'every', seconds: 2700 }, 'every 45 minutes', 'alle 45 Minuten'],
  [{ kind: 'every', seconds: 7200 }, 'every 2 hours', 'alle 2 Stunden'],
  [{ kind: 'every', seconds: 86_400 }, 'every day', 'jeden Tag'],
  [
    { kind: 'cron', expression: '30 6 * * *', zone: 'Europe/Berlin' },
    'every day at 06:30 (Europe/Berlin)',
    'jeden Tag um 06:30 (Europe/Berlin)',
  ],
  [
    { kind: 'cron', expression: '0 7 * * 1,5', zone: 'America/New_York' },
    'on Monday and Friday at 07:00 (America/New York)',
    'Montag und Freitag um 07:00 (America/New York)',
  ],
  [{ kind: 'cron', expression: '0 7 1 * *', zone: 'UTC' }, 'by 0 7 1 * * (UTC)', 'nach 0 7 1 * * (UTC)'],
  [{ kind: 'manual' }, 'when somebody starts it', 'wenn jemand es startet'],
] as const)('%j is said', (schedule, said, gesagt) => {
  expect(saySchedule(english, schedule)).toBe(said);
  expect(saySchedule(german, schedule)).toBe(gesagt);
});

test('what the picker writes it can read again; what it cannot show it leaves alone', () => {
  for (const time of ['00:00', '06:05', '23:59'])
    for (const days of [[], [0], [1, 3, 6]]) expect(clockOf(cronOf({ time, days }))).toEqual({ time, days });
  expect(clockOf('0 7 * * 1-5')).toEqual({ time: '07:00', days: [1, 2, 3, 4, 5] });
  expect(clockOf('0 7 * * 7')).toEqual({ time: '07:00', days: [0] });
  for (const other of ['*/5 * * * *', '0 7 1 * *', '0 7 * 3 *', '0 7 * * mon', 'x']) expect(clockOf(other)).toBeNull();
});
