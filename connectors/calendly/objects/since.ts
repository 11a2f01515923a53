import { z } from 'zod';
import type { Pager, PullRequest } from '../../kit/index.ts';
import { type Settings, scopeOf } from '../settings.ts';

export const pager: Pager = {
  kind: 'cursor',
  parameter: 'page_token',
  from: 'pagination.next_page_token',
  size: { parameter: 'count', value: 100 },
};

export const overlapMs = 120_000;
const weekMs = 7 * 86_400_000;
const time = z.iso.datetime().nullable().catch(null);

export const sinceOf = ({ mode, watermark }: PullRequest): string | null =>
  mode === 'incremental' ? time.parse(watermark) : null;

/**
 * Calendly can't be asked for what changed. What is booked, moved or cancelled lies ahead: all meetings from a week before the
 * last pass on are read again, which takes in who did not come as well. What is noted still later is met by a full pass.
 * In the order of their beginning, a change moves a meeting that then comes twice, or is met again by the next pass.
 */
export const eventQuery = (settings: Settings, learnt: Record<string, string>, since: string | null) => ({
  ...scopeOf(settings.whose, learnt),
  sort: 'start_time:asc',
  min_start_time: since === null ? undefined : new Date(Date.parse(since) - weekMs).toISOString(),
});
