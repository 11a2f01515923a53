import { z } from 'zod';
import {
  AppCallError,
  type ConnectorContext,
  isAppCallError,
  pause,
  type Upsert,
  type WriteItem,
  type WriteResult,
} from '../../kit/index.ts';
import { knownContacts } from '../known-contacts.ts';
import { customFields } from './describe-contact.ts';

type Context = ConnectorContext<unknown>;

const text = z.string().nullish();
/** What SendGrid takes of a row. */
const writable = z.object({
  email: z
    .string()
    .trim()
    .min(1)
    .transform((email) => email.toLowerCase()),
  alternate_emails: z.array(z.string()).nullish(),
  first_name: text,
  last_name: text,
  unique_name: text,
  phone_number: text,
  whatsapp: text,
  line: text,
  facebook: text,
  address_line_1: text,
  address_line_2: text,
  city: text,
  state_province_region: text,
  postal_code: text,
  country: text,
  list_ids: z.array(z.string()).nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
});
type Contact = z.output<typeof writable>;

const job = z.object({ job_id: z.string().optional() });
const emailOnly = z.object({ email: z.string() });
/** SendGrid files a new contact some seconds after it took it. */
const waitsMs = [1_000, 3_000, 6_000, 10_000, 20_000, 20_000];

/** A row's e-mail, by which SendGrid knows it. A key alone is looked up first. */
async function read({ http }: Context, { key, data }: WriteItem): Promise<Contact> {
  const email =
    key !== undefined && !data.email
      ? (await http.get(`/marketing/contacts/${encodeURIComponent(key)}`, emailOnly)).body.email
      : data.email;
  const parsed = writable.safeParse({ ...data, email });
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? 'email';
  throw new AppCallError(
    field === 'email' ? 'A contact needs an e-mail address.' : `SendGrid does not take this ${field}.`,
    { class: 'invalid', field },
  );
}

const refusalOf = (error: unknown): WriteResult => {
  if (!isAppCallError(error) || !['invalid', 'not_found'].includes(error.details.class)) throw error;
  const { class: errorClass, code, appMessage, field } = error.details;
  const message = appMessage ?? error.message;
  return { error: { class: errorClass, message, ...(code && { code }), ...(field && { field }) } };
};

/** Which one of the list the refusal speaks of: `contacts[3].email`. */
const placeOf = (error: unknown): number | undefined => {
  const field = isAppCallError(error) ? error.details.field : undefined;
  const [, place] = /contacts?\[?\.?(\d+)/.exec(field ?? '') ?? [];
  return place === undefined ? undefined : Number(place);
};

/** All of one call are taken or none: without the one that is refused the others are sent again. */
async function put({ http }: Context, lists: string[], contacts: Map<number, object>, results: WriteResult[]) {
  const left = new Map(contacts);
  while (left.size > 0) {
    try {
      const json = { ...(lists.length > 0 && { list_ids: lists }), contacts: [...left.values()] };
      await http.put('/marketing/contacts', job, { json, repeatable: true });
      return;
    } catch (error) {
      const refusal = refusalOf(error);
      const place = placeOf(error);
      const named = place === undefined ? undefined : [...left.keys()][place];
      for (const index of named === undefined ? [...left.keys()] : [named]) {
        results[index] = refusal;
        left.delete(index);
      }
    }
  }
}

async function write(context: Context, items: WriteItem[]): Promise<WriteResult[]> {
  const results: WriteResult[] = [];
  const contacts = new Map<number, Contact>();
  for (const [index, item] of items.entries()) {
    try {
      contacts.set(index, await read(context, item));
    } catch (error) {
      results[index] = refusalOf(error);
    }
  }
  const emails = [...contacts.values()].map(({ email }) => email);
  const before = await knownContacts(context, emails);

  const hasCustom = [...contacts.values()].some(({ custom_fields: own }) => own && Object.keys(own).length > 0);
  const idOf = new Map(hasCustom ? (await customFields(context)).map(({ name, id }) => [name, id]) : []);
  // Lists belong to a whole call, so those who are to be on the same lists go together.
  const together = new Map<string, Map<number, object>>();
  for (const [index, { list_ids: lists, custom_fields: own, ...contact }] of contacts) {
    const byId = Object.entries(own ?? {}).map(([name, value]) => [idOf.get(name) ?? name, value]);
    const group = JSON.stringify([...(lists ?? [])].sort());
    const given = Object.entries(contact).filter(([, value]) => value !== null && value !== undefined);
    const sent = { ...Object.fromEntries(given), ...(byId.length > 0 && { custom_fields: Object.fromEntries(byId) }) };
    together.set(group, (together.get(group) ?? new Map()).set(index, sent));
  }
  for (const [group, members] of together)
    await put(context, z.array(z.string()).parse(JSON.parse(group)), members, results);

  const after = await waitFor(
    context,
    [...contacts].filter(([index]) => results[index] === undefined).map(([, { email }]) => email),
    before,
  );
  for (const [index, { email }] of contacts) {
    const key = after.get(email);
    results[index] ??= key
      ? { key, action: before.has(email) ? 'updated' : 'created' }
      : {
          error: { class: 'timeout', message: 'SendGrid took this contact, and has not filed it within a minute.' },
        };
  }
  return results;
}

/** The ids of these contacts, as soon as SendGrid has filed those that are new. */
async function waitFor(context: Context, emails: string[], before: Map<string, string>): Promise<Map<string, string>> {
  const known = new Map(before);
  for (const wait of [0, ...waitsMs]) {
    const missing = emails.filter((email) => !known.has(email));
    if (missing.length === 0) break;
    await pause(wait, context.signal);
    for (const [email, id] of await knownContacts(context, missing)) known.set(email, id);
  }
  return known;
}

export const upsertContacts: Upsert = {
  batch: 100,
  matchBy: ['email'],
  write,
  example: [
    { data: { email: 'ada@acme.example', first_name: 'Ada' } },
    { data: { email: 'bo@acme.example', city: 'Lyon' } },
  ],
};
