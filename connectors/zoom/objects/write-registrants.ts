import { z } from 'zod';
import {
  AppCallError,
  allPages,
  type ConnectorContext,
  type Upsert,
  type WriteItem,
  writeOneByOne,
} from '../../kit/index.ts';
import { registrantsPath } from '../paths.ts';
import type { Settings } from '../settings.ts';
import { registrantAsSent, registrantStatuses } from './rows.ts';

type Context = ConnectorContext<Settings>;

const writable = registrantAsSent
  .omit({ id: true, status: true, create_time: true, join_url: true, custom_questions: true })
  .extend({ first_name: z.string().min(1) });
const wanted = z.object({
  status: z.enum(registrantStatuses).nullish(),
  answers: z.record(z.string(), z.unknown()).nullish(),
});
const added = z.looseObject({ registrant_id: z.string() });
const actionOf = { approved: 'approve', denied: 'deny', pending: undefined } as const;

async function knownOf(context: Context): Promise<Map<string, z.output<typeof registrantAsSent>>> {
  const known = new Map<string, z.output<typeof registrantAsSent>>();
  for (const status of registrantStatuses) {
    const pages = allPages(context, {
      pager: {
        kind: 'cursor',
        parameter: 'next_page_token',
        from: 'next_page_token',
        size: { parameter: 'page_size', value: 300 },
      },
      rows: 'registrants?',
      request: { path: registrantsPath(context), query: { status } },
    });
    for await (const rows of pages)
      for (const one of z.array(registrantAsSent).parse(rows)) known.set(one.email.toLowerCase(), { ...one, status });
  }
  return known;
}

/** Zoom takes a person's answers once; afterwards only whether they are let in can be changed. */
async function writeOne(
  context: Context,
  known: Map<string, z.output<typeof registrantAsSent>>,
  { key, data }: WriteItem,
) {
  const { status, answers } = wanted.parse(data);
  const email = typeof data.email === 'string' ? data.email.toLowerCase() : undefined;
  const one = [...known.values()].find(({ id }) => id === key) ?? (email === undefined ? undefined : known.get(email));
  const admit = async (id: string, address: string) => {
    const action = status ? actionOf[status] : undefined;
    if (action === undefined) return false;
    const json = { action, registrants: [{ id, email: address }] };
    await context.http.put(`${registrantsPath(context)}/status`, z.unknown(), { json, repeatable: true });
    return true;
  };
  if (one !== undefined) {
    const isChanged = status && status !== one.status ? await admit(one.id, one.email) : false;
    return { key: one.id, action: isChanged ? ('updated' as const) : ('unchanged' as const) };
  }
  const parsed = writable.safeParse(data);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? 'email';
    throw new AppCallError(`Zoom needs ${field} to register somebody.`, { class: 'invalid', field });
  }
  const { answers: _answers, status: _status, id: _id, ...fields } = parsed.data;
  const given = Object.entries(answers ?? {}).map(([title, value]) => ({ title, value: String(value ?? '') }));
  const json = { ...fields, ...(given.length > 0 && { custom_questions: given }) };
  const { body } = await context.http.post(registrantsPath(context), added, { json });
  // Who is registered without anybody's yes is approved already.
  if (status === 'denied') await admit(body.registrant_id, fields.email);
  known.set(fields.email.toLowerCase(), { ...fields, id: body.registrant_id, status: status ?? 'approved' });
  return { key: body.registrant_id, action: 'created' as const };
}

export const upsertRegistrants: Upsert<Settings> = {
  batch: 20,
  matchBy: ['email'],
  write: async (context, items) => {
    const known = await knownOf(context);
    return writeOneByOne(items, (item) => writeOne(context, known, item));
  },
  example: [
    {
      data: { email: 'ada@acme.example', first_name: 'Ada', last_name: 'Moreno', answers: { 'Which lamp?': 'Brass' } },
    },
    { key: '9tboDiHUQAeOnbmudzWa5g', data: { status: 'denied' } },
  ],
};
