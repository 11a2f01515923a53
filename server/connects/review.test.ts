import { expect, test } from 'vitest';
import { reviewOf } from './review.ts';

const hourly = { kind: 'every', seconds: 3600 } as const;
const of = { app: 'Tidewater', vendor: 'Acme' };

test('says what comes, how far back, how often, and that nothing is changed', () => {
  const syncs = [
    { label: 'contacts', schedule: { kind: 'every', seconds: 300 } as const, backfillDays: 30 },
    { label: 'companies', schedule: hourly },
  ];
  const review = reviewOf({ ...of, syncs });
  expect(review.button).toBe('Start syncing contacts and companies');
  expect(review.sentences).toEqual([
    'Contacts and companies from Tidewater will appear in Acme within a minute or so; you can watch them arrive.',
    'The first time, what has changed in the last 30 days comes.',
    'After that, what changes or is deleted in Tidewater follows every 5 minutes.',
    'Acme only reads from Tidewater. You can pause or disconnect at any time.',
  ]);
  expect(review.points?.map(({ code }) => code)).toEqual(['arrives', 'back', 'follows', 'reads']);
});

test('says so where something is changed at the app, or nothing is copied', () => {
  const syncs = [{ label: 'contacts', schedule: hourly, writes: true }];
  const { sentences } = reviewOf({ ...of, syncs, actions: ['add a note'] });
  expect(sentences.at(-1)).toMatch(/^Acme can also change in Tidewater: contacts and add a note\./);
  expect(reviewOf({ ...of, syncs: [] })).toMatchObject({
    button: 'Finish',
    points: [{ code: 'nothing' }, { code: 'reads' }],
  });
});
