import { z } from 'zod';
import type { ConnectorContext, ConnectorTrigger, Json, PollTrigger } from '../kit/index.ts';
import { record } from './objects/rows.ts';
import { query, quoted, timeOf } from './soql.ts';

/** FIELDS(ALL) is taken for up to 200 records at a time. */
const size = 200;
const pagesAtOnce = 5;
/** A record has the time of its statement and is seen when its transaction ends, which Salesforce lets take ten minutes. */
const overlapMs = 11 * 60_000;

const place = z.object({
  at: z.iso.datetime(),
  behind: z.string().optional(),
  /** When the trigger was switched on: nothing older is looked at. */
  start: z.iso.datetime(),
});
type Place = z.output<typeof place>;

interface Look {
  title: string;
  description?: string;
  sobject: string;
  /** The time by which it happened. */
  time: string;
  /** Beside the time. */
  where?: string;
  /** Whether it can happen to one record again. */
  isRepeated?: boolean;
  sample: Record<string, Json>;
}

const dated = z.looseObject({ Id: z.string() });

function soqlOf({ sobject, time, where }: Look, { at, behind }: Omit<Place, 'start'>): string {
  const since =
    behind === undefined ? `${time} >= ${at}` : `(${time} > ${at} OR (${time} = ${at} AND Id > ${quoted(behind)}))`;
  const terms = [since, ...(where ? [where] : [])].join(' AND ');
  return `SELECT FIELDS(ALL) FROM ${sobject} WHERE ${terms} ORDER BY ${time}, Id LIMIT ${size}`;
}

async function now(context: ConnectorContext): Promise<Date> {
  const { headers } = await query(context, 'SELECT Id FROM Organization LIMIT 1');
  const time = Date.parse(headers.get('date') ?? '');
  return new Date(Number.isNaN(time) ? Date.now() : time);
}

/** Salesforce tells nobody by signed hooks, so we look. The last minutes are looked at again each time; what was met is known by its id. */
function look(given: Look): PollTrigger {
  const { title, description, time, isRepeated = false, sample } = given;
  return {
    via: 'poll',
    title,
    description,
    output: record,
    sample: { SystemModstamp: '2026-11-21T09:18:03.000+0000', CreatedDate: '2026-11-21T09:18:03.000+0000', ...sample },
    poll: async (context, { cursor }) => {
      if (cursor === null) {
        const start = (await now(context)).toISOString();
        return { items: [], cursor: { at: start, start } };
      }
      const from = place.parse(cursor);
      const { start } = from;
      const items: { id: string; version?: string; data: unknown }[] = [];
      let next: Place = from;
      let latest = Date.parse(from.at);
      for (let page = 0; page < pagesAtOnce; page += 1) {
        const { records } = await query(context, soqlOf(given, next));
        const rows = z.array(dated).parse(records);
        const timed = rows.map((row) => ({ row, at: timeOf(z.string().parse(row[time])) }));
        items.push(...timed.map(({ row, at }) => ({ id: row.Id, ...(isRepeated && { version: at }), data: row })));
        const last = timed.at(-1);
        if (last !== undefined) latest = Math.max(latest, Date.parse(last.at));
        // Read to the end: the next look begins where this one might have been too early to see.
        if (last === undefined || rows.length < size) return { items, cursor: settled(start, latest) };
        next = { at: last.at, behind: last.row.Id, start };
      }
      return { items, cursor: { ...next } };
    },
  };
}

/** The newest time that was met, less what a transaction takes. */
function settled(start: string, latest: number): Json {
  return { at: new Date(Math.max(Date.parse(start), latest - overlapMs)).toISOString(), start };
}

const lead = { Id: '00QDn00000Kx1abIAB', LastName: 'Ohm', Company: 'Initech', Status: 'Open - Not Contacted' };
const contact = { Id: '003Dn00000Kx1abIAB', LastName: 'Lindqvist', Email: 'mara@globex.example' };
const account = { Id: '001Dn00000Kx1abIAB', Name: 'Globex', Industry: 'Energy' };
const opportunity = {
  Id: '006Dn00000Kx1abIAB',
  Name: 'Globex, 40 seats',
  StageName: 'Closed Won',
  Amount: 4800,
  IsWon: true,
  LastStageChangeDate: '2026-11-21T09:18:03.000+0000',
};
const supportCase = { Id: '500Dn00000Kx1abIAB', CaseNumber: '00001027', Subject: 'The lamp flickers', Status: 'New' };
const created = 'CreatedDate';
const changed = { time: 'SystemModstamp', isRepeated: true };
const moved = { sobject: 'Opportunity', time: 'LastStageChangeDate', isRepeated: true, sample: opportunity };

export const triggers: Record<string, ConnectorTrigger> = {
  leadCreated: look({ title: 'A lead was created', sobject: 'Lead', time: created, sample: lead }),
  leadChanged: look({ title: 'A lead was created or changed', sobject: 'Lead', ...changed, sample: lead }),
  contactCreated: look({ title: 'A contact was created', sobject: 'Contact', time: created, sample: contact }),
  contactChanged: look({ title: 'A contact was created or changed', sobject: 'Contact', ...changed, sample: contact }),
  accountCreated: look({ title: 'An account was created', sobject: 'Account', time: created, sample: account }),
  accountChanged: look({ title: 'An account was created or changed', sobject: 'Account', ...changed, sample: account }),
  opportunityCreated: look({
    title: 'An opportunity was created',
    sobject: 'Opportunity',
    time: created,
    sample: opportunity,
  }),
  opportunityStageChanged: look({ title: 'An opportunity moved to another stage', ...moved }),
  opportunityWon: look({ title: 'An opportunity was won', ...moved, where: 'IsWon = true' }),
  caseCreated: look({ title: 'A case was created', sobject: 'Case', time: created, sample: supportCase }),
  caseClosed: look({
    title: 'A case was closed',
    sobject: 'Case',
    time: 'ClosedDate',
    isRepeated: true,
    sample: { ...supportCase, Status: 'Closed', ClosedDate: '2026-11-21T09:18:03.000+0000' },
  }),
  taskCreated: look({
    title: 'A task was created',
    sobject: 'Task',
    time: created,
    sample: { Id: '00TDn00000Kx1abIAB', Subject: 'Send the offer', Status: 'Not Started' },
  }),
};
