import { describe, expect, test } from 'vitest';
import { type ConnectStage, hasEnded, isOpen, mayGo } from './connect.ts';

const stages: ConnectStage[] = [
  ...(['account-type', 'before', 'authorize', 'after', 'mapping', 'review', 'done', 'failed', 'cancelled'] as const),
];

/** For each stage, where it may go: everything else must be refused. */
const table: Record<ConnectStage, ConnectStage[]> = {
  'account-type': ['account-type', 'before', 'authorize', 'failed', 'cancelled'],
  before: ['account-type', 'before', 'authorize', 'failed', 'cancelled'],
  authorize: [
    ...(['account-type', 'before', 'authorize', 'after', 'mapping', 'review', 'done', 'failed', 'cancelled'] as const),
  ],
  after: ['after', 'mapping', 'review', 'failed', 'cancelled'],
  mapping: ['after', 'mapping', 'review', 'failed', 'cancelled'],
  review: ['after', 'mapping', 'review', 'done', 'failed', 'cancelled'],
  done: [],
  failed: ['account-type', 'before', 'authorize', 'failed', 'cancelled'],
  cancelled: [],
};

describe('the stages of connecting', () => {
  test.each(stages)('%s goes where the table says and nowhere else', (from) => {
    expect(stages.filter((to) => mayGo(from, to))).toEqual(stages.filter((to) => table[from].includes(to)));
  });

  test('what has ended goes nowhere', () => {
    expect(stages.filter(hasEnded)).toEqual(['done', 'cancelled']);
    for (const ended of stages.filter(hasEnded)) expect(stages.filter((to) => mayGo(ended, to))).toEqual([]);
  });

  test('the kind of account may be chosen otherwise until one was authorised', () => {
    expect(stages.filter(isOpen)).toEqual(['account-type', 'before', 'authorize', 'failed']);
    for (const stage of stages)
      expect([stage, mayGo(stage, 'account-type') && mayGo(stage, 'before')]).toEqual([stage, isOpen(stage)]);
  });

  test('no stage after the account leads back to authorising another one', () => {
    for (const stage of ['after', 'mapping', 'review', 'done'] as const)
      expect([stage, mayGo(stage, 'authorize')]).toEqual([stage, false]);
  });
});
