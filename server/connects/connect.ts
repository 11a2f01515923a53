import type { ConnectRow } from './connect.table.ts';

export type ConnectStage = ConnectRow['stage'];

/** How long a person has for connecting. */
export const connectSeconds = 600;

/** The stages of connecting as data: from where one may go where. What an app or integration does not need is skipped. */
const transitions: Record<ConnectStage, readonly ConnectStage[]> = {
  'account-type': ['before', 'authorize', 'cancelled', 'failed'],
  before: ['account-type', 'authorize', 'cancelled', 'failed'],
  authorize: ['account-type', 'before', 'after', 'mapping', 'review', 'done', 'cancelled', 'failed'],
  after: ['mapping', 'review', 'cancelled', 'failed'],
  mapping: ['review', 'after', 'cancelled', 'failed'],
  review: ['after', 'mapping', 'done', 'cancelled', 'failed'],
  done: [],
  failed: ['account-type', 'before', 'authorize', 'cancelled'],
  cancelled: [],
};

/** Whether one may go from one stage to another; every stage that has not ended may be answered anew. */
export const mayGo = (from: ConnectStage, to: ConnectStage): boolean =>
  transitions[from].includes(to) || (from === to && !hasEnded(from));

export const hasEnded = (stage: ConnectStage): boolean => stage === 'done' || stage === 'cancelled';

/** Whether no account was authorised yet: what was chosen before may still be chosen otherwise. */
export const isOpen = (stage: ConnectStage): boolean =>
  ['account-type', 'before', 'authorize', 'failed'].includes(stage);
