import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { newId } from '#server/ids.ts';
import { open, type Sealer, sealerOf } from './seal.ts';
import { sealedColumns } from './sealed-columns.ts';

/** Secrets by where they are: `credential.ciphertext con_…`. */
export type Secrets = Map<string, string>;

const chunk = 1000;

/** Fills every sealed column with about as many secrets, `count` in all. What each one says is random. */
export async function seedSecrets(tenant: Tenant, count: number): Promise<Secrets> {
  const secrets: Secrets = new Map();
  const parents = await withTenant(tenant, seedParents);
  for (let left = Math.ceil(count / sealedColumns.length); left > 0; left -= chunk) {
    await withTenant(tenant, (tx) => seedRows(tx, Math.min(chunk, left), secrets, parents));
  }
  return secrets;
}

/** Opens everything that is sealed. */
export async function readSecrets(tenant: Tenant): Promise<Secrets> {
  const secrets: Secrets = new Map();
  await withTenant(tenant, async (tx) => {
    for (const { table, column, row, kept } of sealedColumns) {
      const bytes = kept === 'bytes' ? sql.ref(column) : sql`decode(${sql.ref(column)}, 'base64')`;
      const { rows } = await sql<{ row: string; sealed: Buffer }>`
        select ${sql.ref(row)} as row, ${bytes} as sealed from ${sql.table(table)}
         where environment_id = ${tenant.environmentId} and ${sql.ref(column)} is not null`.execute(tx);
      for (const one of rows) {
        const place = { table, row: one.row, column };
        secrets.set(`${table}.${column} ${one.row}`, await open(tx, place, one.sealed));
      }
    }
  });
  return secrets;
}

interface Parents {
  customer: string;
  endUser: string;
  integration: string;
  installation: string;
}

async function seedParents(tx: TenantTx): Promise<Parents> {
  const environment = tx.tenant.environmentId;
  const ids = {
    customer: newId('customer'),
    endUser: newId('endUser'),
    integration: newId('integration'),
    installation: newId('installation'),
  };
  await sql`insert into customer (environment_id, id, external_id, name) values (${environment}, ${ids.customer}, ${ids.customer}, 'Globex')`.execute(
    tx,
  );
  await sql`insert into end_user (environment_id, id, customer_id, external_id, role) values (${environment}, ${ids.endUser}, ${ids.customer}, 'gwen', 'admin')`.execute(
    tx,
  );
  await sql`insert into integration (environment_id, id, slug, connector, name, description, category, status, draft, version, live_version)
    values (${environment}, ${ids.integration}, ${ids.integration}, 'none', 'None', '', 'Other', 'draft', '{}', 1, 1)`.execute(
    tx,
  );
  await sql`insert into integration_version (environment_id, integration_id, version, definition, change)
    values (${environment}, ${ids.integration}, 1, '{}', 'first')`.execute(tx);
  await sql`insert into installation (environment_id, id, customer_id, integration_id, integration_version, status)
    values (${environment}, ${ids.installation}, ${ids.customer}, ${ids.integration}, 1, 'active')`.execute(tx);
  return ids;
}

async function seedRows(tx: TenantTx, count: number, secrets: Secrets, parents: Parents): Promise<void> {
  const environment_id = tx.tenant.environmentId;
  const sealer = await sealerOf(tx);
  const rows = <Row>(make: () => Row) => Array.from({ length: count }, make);
  const secret = (table: string, column: string, row: string) => sealed(sealer, secrets, { table, column, row });
  const bytes = () => Buffer.from(randomUUID());
  const soon = new Date(Date.now() + 3_600_000);

  const connections = rows(() => newId('connection'));
  const ofCustomer = { environment_id, customer_id: parents.customer as never };
  await tx
    .insertInto('connection')
    .values(
      connections.map((id) => ({
        ...ofCustomer,
        id,
        installation_id: parents.installation as never,
        connector: 'none',
        status: 'active' as const,
      })),
    )
    .execute();
  await tx
    .insertInto('credential')
    .values(
      connections.map((id) => ({
        ...ofCustomer,
        connection_id: id,
        ciphertext: secret('credential', 'ciphertext', id),
        previous: secret('credential', 'previous', id),
      })),
    )
    .execute();
  await tx
    .insertInto('hook_subscription')
    .values(
      rows(() => newId('hookSubscription')).map((id, at) => ({
        ...ofCustomer,
        id,
        connection_id: connections[at] as never,
        connector: 'none',
        kind: 'entered' as const,
        status: 'active' as const,
        sealed: secret('hook_subscription', 'sealed', id),
      })),
    )
    .execute();
  const connects = rows(() => newId('connect'));
  await tx
    .insertInto('connect')
    .values(
      connects.map((id) => ({
        ...ofCustomer,
        id,
        end_user_id: parents.endUser as never,
        integration_id: parents.integration as never,
        stage: 'authorize' as const,
        origin: 'https://acme.example',
        pending: secret('connect', 'pending', id),
        expires_at: soon,
      })),
    )
    .execute();
  await tx
    .insertInto('connect_state')
    .values(
      connects.map((id) => ({
        ...ofCustomer,
        state_hash: bytes(),
        connect_id: id,
        connector: 'none',
        cookie_hash: bytes(),
        secrets: secret('connect_state', 'secrets', id),
        redirect_uri: 'https://portico.example',
        expires_at: soon,
      })),
    )
    .execute();
  await tx
    .insertInto('oauth_app')
    .values(
      rows(() => newId('oauthApp')).map((id) => ({
        environment_id,
        id,
        connector: id,
        client_id: 'acme',
        client_secret: secret('oauth_app', 'client_secret', id),
        secret_parameters: secret('oauth_app', 'secret_parameters', id),
      })),
    )
    .execute();
  await tx
    .insertInto('embed_key')
    .values(
      rows(() => newId('embedKey')).map((id) => ({
        environment_id,
        id,
        kid: id,
        name: 'key',
        algorithm: 'ES256' as const,
        public_jwk: null,
        jwks_url: null,
        private_key: secret('embed_key', 'private_key', id),
      })),
    )
    .execute();
  await tx
    .insertInto('endpoint')
    .values(
      rows(() => newId('endpoint')).map((id) => ({
        environment_id,
        id,
        url: 'https://acme.example/hook',
        secret: secret('endpoint', 'secret', id),
        status: 'enabled' as const,
      })),
    )
    .execute();
  await tx
    .insertInto('destination')
    .values(
      rows(() => newId('destination')).map((id) => ({
        environment_id,
        id,
        name: 'Warehouse',
        connector: 'none',
        account_name: 'acme',
        credential: secret('destination', 'credential', id),
        settings: '{}',
        status: 'paused' as const,
      })),
    )
    .execute();
  await tx
    .insertInto('mail')
    .values(
      rows(() => newId('mail')).map((id) => ({
        environment_id,
        id,
        kind: 'code' as const,
        to_address: 'gwen@globex.example',
        subject: 'A code',
        content: secret('mail', 'content', id),
        status: 'kept' as const,
      })),
    )
    .execute();
  const customers = rows(() => newId('customer'));
  await tx
    .insertInto('customer')
    .values(customers.map((id) => ({ environment_id, id, external_id: id, name: 'Globex' })))
    .execute();
  await tx
    .insertInto('internal_value')
    .values(
      customers.map((customer_id) => {
        const id = newId('internalValue');
        const of = { environment_id, id, customer_id, integration_id: parents.integration as never };
        return { ...of, sealed: secret('internal_value', 'sealed', id), names: [], changed_by: 'test' };
      }),
    )
    .execute();
  await tx
    .insertInto('idempotency_key')
    .values(
      rows(() => randomUUID()).map((key) => ({
        environment_id,
        key,
        operation: 'none',
        body_hash: bytes(),
        answer: secret('idempotency_key', 'answer', key).toString('base64'),
      })),
    )
    .execute();
}

interface Place {
  table: string;
  column: string;
  row: string;
}

function sealed(sealer: Sealer, secrets: Secrets, place: Place): Buffer {
  const text = `secret-${randomUUID()}`;
  secrets.set(`${place.table}.${place.column} ${place.row}`, text);
  return sealer.seal(place, text);
}
