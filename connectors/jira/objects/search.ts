import { z } from 'zod';
import type { ConnectorContext, PullRequest } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';

const page = z.object({ issues: z.array(z.looseObject({})).default([]), nextPageToken: z.string().nullish() });
const place = z.object({ token: z.string(), jql: z.string(), from: z.iso.datetime() }).nullable();
const since = z.iso.datetime().nullable().catch(null);

/** Jira's search is by the minute, and sees a change some seconds late. */
const overlapMs = 120_000;

/**
 * One page of issues, in the order of their creation, which a change does not move. What changed is asked for in minutes
 * from now: a date would be read in the time zone of whoever connected. Issues that begin to count as changed during the
 * pass push others to later pages, where they are met twice.
 */
export async function searchPage(
  { http, settings }: ConnectorContext<Settings>,
  { mode, cursor, watermark, from: oldest }: PullRequest,
  fields: string[],
) {
  const at = place.parse(cursor);
  const changedSince = (mode === 'incremental' ? since.parse(watermark) : null) ?? oldest ?? null;
  const jql = at?.jql ?? jqlOf(settings.project, changedSince);
  const { headers, body } = await http.post('/rest/api/3/search/jql', page, {
    json: { jql, fields, maxResults: 100, ...(at && { nextPageToken: at.token }) },
    repeatable: true,
  });
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const from = at?.from ?? new Date(now - overlapMs).toISOString();
  const next = body.nextPageToken ? { token: body.nextPageToken, jql, from } : null;
  return { issues: body.issues, next, watermark: from };
}

function jqlOf(project: string, changedSince: string | null): string {
  const terms = [
    // The search refuses a question without any limit.
    project === '' ? 'project is not EMPTY' : `project = "${project.replaceAll(/["\\]/g, '\\$&')}"`,
    ...(changedSince === null ? [] : [`updated >= "-${minutesSince(changedSince)}m"`]),
  ];
  return `${terms.join(' AND ')} ORDER BY created ASC, key ASC`;
}

const minutesSince = (time: string): number => Math.max(1, Math.ceil((Date.now() - Date.parse(time)) / 60_000) + 1);
