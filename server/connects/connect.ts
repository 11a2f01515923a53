import type { ConnectRow } from './connect.table.ts';

export type ConnectStage = ConnectRow['stage'];

/** How long a person has for connecting. */
export const connectSeconds = 600;

/** The stages of connecting as data: from where one may go where. What an app or integration does not need is skipped. */
const transitions: Record<ConnectStage, readonly ConnectStage[]> = {
  'account-type': ['before', 'authorize', 'cancelled', 'failed'],
  before: ['authorize', 'cancelled', 'failed'],
  authorize: ['authorize', 'after', 'mapping', 'review', 'done', 'cancelled', 'failed'],
  after: ['mapping', 'review', 'cancelled', 'failed'],
  mapping: ['review', 'after', 'cancelled', 'failed'],
  review: ['after', 'done', 'cancelled', 'failed'],
  done: [],
  failed: ['authorize', 'cancelled'],
  cancelled: [],
};

export const mayGo = (from: ConnectStage, to: ConnectStage): boolean => transitions[from].includes(to);

export const hasEnded = (stage: ConnectStage): boolean => stage === 'done' || stage === 'cancelled';

/** Why connecting failed, for the person in front of it. */
export interface ConnectFailure {
  code: string;
  sentence: string;
  remedy: string;
}

export const failures = {
  refused: (app: string): ConnectFailure => ({
    code: 'consent_refused',
    sentence: `${app} was not connected, because the access was refused there.`,
    remedy: 'Connect again, and allow the access.',
  }),
  appRefused: (app: string, words: string): ConnectFailure => ({
    code: 'app_refused',
    sentence: `${app} did not let us in. It said: “${words}”`,
    remedy: 'Connect again. If it stays like this, tell support these words.',
  }),
  appDown: (app: string): ConnectFailure => ({
    code: 'app_down',
    sentence: `${app} is not answering at the moment, so the account could not be connected.`,
    remedy: 'Try again in a minute. Nothing was changed.',
  }),
  missingScopes: (app: string, words: string[]): ConnectFailure => ({
    code: 'missing_scope',
    sentence: `${app} was connected without everything that is needed: ${words.join(', ')}.`,
    remedy: 'Connect again, and allow all of it.',
  }),
  wrongState: (): ConnectFailure => ({
    code: 'wrong_state',
    sentence: 'This answer does not belong to the window that asked, so it was not accepted.',
    remedy: 'Close the window and connect again from the integrations page.',
  }),
  expired: (): ConnectFailure => ({
    code: 'connect_expired',
    sentence: 'Connecting took longer than ten minutes, so it was ended.',
    remedy: 'Connect again; nothing was changed.',
  }),
} as const;
