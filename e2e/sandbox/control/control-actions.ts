import { z } from 'zod';
import type { Account } from '../accounts/account.ts';
import { titles } from '../accounts/seed-contacts.ts';
import { ApiError, notFound } from '../api/api-error.ts';
import { readContactPatch } from '../api/contact-fields.ts';
import { type Faults, faultsPatchSchema, patchFaults } from '../faults.ts';
import { clientSchema, registerClient } from '../oauth/clients.ts';
import { listGrants } from '../oauth/grants.ts';
import type { World } from '../world.ts';

const account = z.string().optional();
const some = z.union([z.int().min(0).max(50_000), z.array(z.string())]).optional();

const accountSchema = z.strictObject({ account });
const contactsSchema = z.strictObject({
  account,
  create: z.int().min(0).max(50_000).optional(),
  update: some,
  delete: some,
});
const contactSchema = z.strictObject({ account, fields: z.record(z.string(), z.unknown()) });
const seedSchema = z.strictObject({ account, contacts: z.int().min(0).max(200_000) });

export function describeState(world: World) {
  return {
    accounts: Object.fromEntries(
      world.accounts.map(({ seed, contacts, catalogue }) => [
        seed.id,
        {
          name: seed.name,
          contacts: contacts.count,
          deleted: contacts.deletedCount,
          companies: catalogue.companies.length,
          deals: catalogue.deals.length,
        },
      ]),
    ),
    faults: world.faults,
    ...world.counts.toJSON(),
    grants: listGrants(world.oauth),
    webhookDeliveries: world.webhooks.recentDeliveries,
  };
}

export type SandboxState = ReturnType<typeof describeState>;

/** Takes all access away at once: refresh tokens and access tokens alike. */
export function revoke(world: World, body: unknown): { revoked: number } {
  const grants = listGrants(world.oauth, chosenAccount(world, read(accountSchema, body).account)?.seed.id);
  for (const grant of grants) world.oauth.revokeGrant(grant.id);
  return { revoked: grants.length };
}

/** Makes the access tokens run out, so that the next call needs a refresh. */
export function expire(world: World, body: unknown): { expired: number } {
  const grants = listGrants(world.oauth, chosenAccount(world, read(accountSchema, body).account)?.seed.id);
  return { expired: grants.reduce((sum, grant) => sum + world.oauth.expireAccessTokens(grant.id), 0) };
}

export function setFaults(world: World, body: unknown): Faults {
  world.faults = patchFaults(world.faults, read(faultsPatchSchema, body));
  return world.faults;
}

export function changeContacts(world: World, body: unknown) {
  const { account: id, create = 0, update = 0, delete: remove = 0 } = read(contactsSchema, body);
  const { contacts } = chosenAccount(world, id) ?? world.mainAccount;
  const updated = idsOf(contacts, update);
  updated.forEach((contact, index) => {
    const before = contacts.find(contact);
    if (before === undefined) throw notFound(`Contact ${contact}`);
    const place = (titles.indexOf(before.title ?? '') + 1 + index) % titles.length;
    const title = titles[place] === before.title ? titles[(place + 1) % titles.length] : titles[place];
    contacts.update(contact, { title: title ?? null });
  });
  const deleted = idsOf(contacts, remove);
  for (const contact of deleted) if (contacts.delete(contact) === undefined) throw notFound(`Contact ${contact}`);
  const created = Array.from({ length: create }, () => contacts.createAnother().id);
  return { created, updated, deleted };
}

export function changeContact(world: World, id: string, body: unknown) {
  const { account: accountId, fields } = read(contactSchema, body);
  const chosen = chosenAccount(world, accountId) ?? world.mainAccount;
  const updated = chosen.contacts.update(id, readContactPatch(chosen, fields));
  if (updated === undefined) throw notFound(`Contact ${id}`);
  return updated;
}

/** Replaces an account's contacts by so many seeded ones. */
export function seed(world: World, body: unknown): { account: string; contacts: number } {
  const { account: id, contacts } = read(seedSchema, body);
  const chosen = chosenAccount(world, id) ?? world.mainAccount;
  chosen.contacts.reseed(contacts);
  world.onChange();
  return { account: chosen.seed.id, contacts: chosen.contacts.count };
}

export async function register(world: World, body: unknown): Promise<{ clientId: string; redirectUris: string[] }> {
  const client = read(clientSchema, body);
  await registerClient(world.oauth, client);
  return { clientId: client.clientId, redirectUris: client.redirectUris };
}

function idsOf(contacts: Account['contacts'], wanted: number | string[]): string[] {
  return typeof wanted === 'number' ? contacts.oldest(wanted).map((contact) => contact.id) : wanted;
}

function chosenAccount(world: World, id: string | undefined): Account | undefined {
  if (id === undefined) return undefined;
  const found = world.account(id);
  if (found === undefined) {
    const ids = world.accounts.map((one) => one.seed.id).join(', ');
    throw new ApiError(404, 'not_found', `There is no account ${id}. There are ${ids}.`, { field: 'account' });
  }
  return found;
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || undefined;
  throw new ApiError(422, 'validation_failed', field ? `${field}: ${issue?.message}` : `${issue?.message}`, { field });
}
