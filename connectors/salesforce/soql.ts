import { z } from 'zod';
import type { ConnectorContext } from '../kit/index.ts';

export const version = 'v66.0';
export const base = `/services/data/${version}`;

type Context = Pick<ConnectorContext<unknown>, 'http'>;

const answer = z.object({
  records: z.array(z.looseObject({ Id: z.string().optional() })),
  /** False where the answer was cut short of what was asked for. */
  done: z.boolean(),
  totalSize: z.int().optional(),
});

/** Asks by SOQL. `withDeleted` also finds what is in the recycle bin, and archived activities. */
export async function query({ http }: Context, soql: string, { withDeleted = false } = {}) {
  const { headers, body } = await http.get(`${base}/${withDeleted ? 'queryAll' : 'query'}`, answer, {
    query: { q: soql },
  });
  return { ...body, headers };
}

/** A text inside a question: nothing that a customer typed ends it. */
export function quoted(text: string): string {
  const escaped = text
    .replace(/[\\'"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `'${escaped}'`;
}

/** A text that may stand anywhere in a field's: its own percent signs and underscores mean themselves. */
export function containing(text: string): string {
  return `'%${quoted(text).slice(1, -1).replace(/[%_]/g, '\\$&')}%'`;
}

/** Names of objects and fields can't be put in quotes; anything else than a name is none of theirs. */
export const apiName = z.string().regex(/^[A-Za-z]\w*$/, 'An API name, such as Account or Region__c.');

/** Salesforce writes `2026-11-21T09:00:00.000+0000` and reads what ends in Z. */
export const timeOf = (time: string): string => new Date(time).toISOString();
