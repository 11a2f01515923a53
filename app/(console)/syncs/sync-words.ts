import { countWords, numberWords } from '#app/ui/number-words.ts';
import type { Sync } from './sync-status.tsx';

export const scheduleWords = (sync: Sync): string => sync.scheduleWords;

/** "12,402 contacts of Globex". */
const whose = (sync: Sync): string => `${numberWords(sync.records)} ${sync.label} of ${sync.customer.name}`;

/** What a sync is doing, as one sentence: "In sync. 12,402 contacts of Globex". */
export function syncSentence(sync: Sync): string {
  const { running, customer } = sync;
  if (sync.connectionStatus === 'disconnected') return `Ended: ${customer.name} disconnected ${sync.integration.name}`;
  if (sync.connectionStatus !== 'active') return `Waits until ${customer.name} reconnects. ${whose(sync)} are kept`;
  if (running?.waitsFor) return `Asleep for a moment. ${running.waitsFor}`;
  if (running && running.startedAt === null) return `About to read ${sync.label} of ${customer.name}`;
  if (running) {
    return running.total
      ? `Reading: ${numberWords(running.seen)} of ${numberWords(running.total)} ${sync.label} of ${customer.name}`
      : `Reading: ${numberWords(running.seen)} ${sync.label} of ${customer.name} so far`;
  }
  if (sync.status === 'paused') return `Paused. ${whose(sync)} are kept`;
  if (sync.failingSince) return `Failing. ${whose(sync)} are as they were before`;
  if (sync.lastSuccessAt === null) return `Waits for its first run`;
  return `In sync. ${whose(sync)}`;
}

/** "1,000 records" at most are counted. */
export const failureWords = (sync: Sync): string =>
  sync.failures >= 1000 ? `${numberWords(1000)} or more` : numberWords(sync.failures);

export const perSecondWords = (rate: number): string =>
  rate >= 10
    ? `${numberWords(Math.round(rate))}/s`
    : `${rate.toLocaleString(undefined, { maximumFractionDigits: 1 })}/s`;

export const changedWords = (changed: number): string => `${countWords(changed, 'change')} in the last 24 hours`;
