import { z } from 'zod';
import type { ConnectorContext, OptionsFunction } from '../kit/index.ts';
import { activeChoices, fieldsOf } from './describe.ts';
import { base, containing, query, quoted } from './soql.ts';

const size = 50;
const named = z.object({ Id: z.string(), Name: z.string().nullish(), Detail: z.string().nullish() });
const behind = z.object({ name: z.string(), id: z.string() }).nullable().catch(null);

/** Records by name; the next page begins behind the last one, as Salesforce numbers no more than 2,000. */
function records(sobject: string, detail: string | undefined, where?: string): OptionsFunction {
  return async (context, { search, cursor }) => {
    const after = behind.parse(cursor);
    const words = search.trim();
    const terms = [
      ...(where ? [where] : []),
      ...(words ? [`Name LIKE ${containing(words)}`] : []),
      ...(after
        ? [`(Name > ${quoted(after.name)} OR (Name = ${quoted(after.name)} AND Id > ${quoted(after.id)}))`]
        : []),
    ];
    const fields = ['Id', 'Name', ...(detail ? [detail] : [])].join(', ');
    const filter = terms.length > 0 ? ` WHERE ${terms.join(' AND ')}` : '';
    const found = await query(context, `SELECT ${fields} FROM ${sobject}${filter} ORDER BY Name, Id LIMIT ${size}`);
    const rows = found.records.map((row) => named.parse({ ...row, Detail: detail && row[detail] }));
    const last = rows.at(-1);
    return {
      options: rows.map((row) => ({ value: row.Id, label: row.Name ?? row.Id, detail: row.Detail ?? undefined })),
      next: rows.length === size && last?.Name ? { name: last.Name, id: last.Id } : null,
    };
  };
}

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label, value }: { label: string; value: string }) => `${label} ${value}`.toLowerCase().includes(wanted);
};

function choicesOf(sobject: string, field: string): OptionsFunction {
  return async (context, { search }) => {
    const found = (await fieldsOf(context, sobject)).find(({ name }) => name === field);
    return { options: activeChoices({ picklistValues: found?.picklistValues }).filter(has(search)), next: null };
  };
}

const globally = z.object({
  sobjects: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      custom: z.boolean().optional(),
      queryable: z.boolean().optional(),
      createable: z.boolean().optional(),
      customSetting: z.boolean().optional(),
    }),
  ),
});

async function sobjectsOf({ http }: Pick<ConnectorContext<unknown>, 'http'>) {
  const { body } = await http.get(`${base}/sobjects`, globally);
  return body.sobjects.filter(({ queryable, customSetting }) => queryable !== false && !customSetting);
}

const objects: OptionsFunction = async (context, { search }) => {
  const found = (await sobjectsOf(context)).filter(({ createable }) => createable !== false);
  const options = found.map(({ name, label }) => ({ value: name, label, detail: name }));
  return { options: options.filter(has(search)), next: null };
};

const customObjects: OptionsFunction = async (context, { search }) => {
  const found = (await sobjectsOf(context)).filter(({ custom, name }) => custom && name.endsWith('__c'));
  const options = found.map(({ name, label }) => ({ value: name, label, detail: name }));
  return { options: options.filter(has(search)), next: null };
};

export const options: Record<string, OptionsFunction> = {
  users: records('User', 'Email', 'IsActive = true'),
  accounts: records('Account', undefined),
  campaigns: records('Campaign', 'Status', 'IsActive = true'),
  opportunityStages: choicesOf('Opportunity', 'StageName'),
  leadStatuses: choicesOf('Lead', 'Status'),
  caseStatuses: choicesOf('Case', 'Status'),
  objects,
  customObjects,
};
