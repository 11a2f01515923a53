import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { customerDatabase } from './test-database.ts';

const customer = customerDatabase();
let open: { close(): Promise<void> }[] = [];

async function connect(fields?: Record<string, unknown>) {
  const context = await customer.connect(fields);
  open.push(context);
  return context;
}

afterEach(async () => {
  for (const context of open) await context.close();
  open = [];
});

describe('check', () => {
  it('names the database and the user, and is content with one that may only read', async () => {
    const context = await connect();
    const { host, port, database, user } = customer.logIn;
    expect(await context.connector.check?.(context)).toEqual({
      id: `${host}:${port}/${database}`,
      name: `${user}@${host}:${port}/${database}`,
    });
  });

  it('says that a user may also write', async () => {
    const context = await connect(customer.admin);
    expect((await context.connector.check?.(context))?.notice).toContain('may also write');
    await customer.owner.query(
      `create table writable (id int primary key); grant insert on writable to ${customer.logIn.user}`,
    );
    const writer = await connect();
    expect((await writer.connector.check?.(writer))?.notice).toContain('may also write');
    await customer.owner.query('drop table writable');
  });

  it.each([
    ['a wrong password', { password: 'guess' }, { class: 'auth', code: '28P01' }],
    ['an unknown user', { user: 'nobody_here' }, { class: 'auth' }],
    ['an unknown database', { database: 'nowhere' }, { class: 'invalid', code: '3D000', field: 'database' }],
    ['TLS that the server does not offer', { tls: 'verify' }, { class: 'network', code: 'tls_unsupported' }],
    ['a private address', { host: '169.254.169.254', port: 5432 }, { class: 'network', code: 'address_refused' }],
    ['a port of the system', { host: '1.1.1.1', port: 25 }, { class: 'network', code: 'address_refused' }],
    ['a port where nobody listens', { port: 1 }, { class: 'network', code: 'ECONNREFUSED' }],
  ])('explains %s', async (_what, change, details) => {
    const context = await connect({ ...customer.logIn, ...change });
    await expect(context.connector.check?.(context)).rejects.toMatchObject({ name: 'AppCallError', details });
  });

  it('does not lend this machine its own password', async () => {
    process.env.PGPASSWORD = String(customer.admin.password);
    const context = await connect({ ...customer.admin, password: ' ' });
    await expect(context.connector.check?.(context)).rejects.toMatchObject({ details: { class: 'auth' } });
    delete process.env.PGPASSWORD;
  });
});

describe('the connection', () => {
  it('reads only, one statement at a time', async () => {
    await customer.owner.query('create table kept (id int primary key)');
    const context = await connect(customer.admin);
    await expect(context.sql.query('insert into kept values (1)')).rejects.toMatchObject({
      details: { code: '25006' },
    });
    await expect(context.sql.query('select 1; commit; insert into kept values (1)')).rejects.toMatchObject({
      details: { code: '42601' },
    });
    expect(await context.sql.query('select count(*) as n from kept')).toEqual([{ n: '0' }]);
    await customer.owner.query('drop table kept');
  });

  it('gives every value as the database prints it', async () => {
    const context = await connect();
    const [row] = await context.sql.query(
      `select 9007199254740993 as big, 1.10::numeric as exact, true as yes, null as nothing,
              '2026-03-01 12:00:00.123456+02'::timestamptz as moment, $1::int + 1 as sum`,
      [41],
    );
    expect(row).toEqual({
      big: '9007199254740993',
      exact: '1.10',
      yes: 't',
      nothing: null,
      moment: '2026-03-01 10:00:00.123456+00',
      sum: '42',
    });
  });

  it('comes back after the server ended it', async () => {
    const context = await connect();
    const [session] = await context.sql.query('select pg_backend_pid() as pid');
    await customer.owner.query('select pg_terminate_backend($1)', [session?.pid]);
    const [next] = await context.sql.query('select pg_backend_pid() as pid');
    expect(next?.pid).not.toBe(session?.pid);
  });

  it('notes each question for the run', async () => {
    const context = await connect();
    await context.sql.query("select 'four' as word");
    expect(context.calls).toMatchObject([{ method: 'SQL', path: customer.logIn.database, bytesIn: 4, retries: 0 }]);
  });

  it('opens nothing again after it was closed', async () => {
    const context = await connect();
    const late = context.sql.query('select pg_sleep(0.05)').then(() => context.sql.query('select 1 as one'));
    await context.close();
    await expect(late).rejects.toMatchObject({ name: 'AppCallError' });
  });

  it('leaves no session behind', async () => {
    const context = await connect();
    await context.sql.query('select 1 as one');
    await context.close();
    const sessions = () =>
      customer.owner.query('select state, query from pg_stat_activity where usename = $1 and datname = $2', [
        customer.logIn.user,
        customer.logIn.database,
      ]);
    await expect.poll(async () => (await sessions()).rows).toEqual([]);
  });

  it('ends with the signal of its run, in the middle of a statement', async () => {
    const run = new AbortController();
    const context = await customer.connect(customer.logIn, {}, run.signal);
    const slow = context.sql.query('select pg_sleep(20)');
    setTimeout(() => run.abort(new Error('the worker stops')), 100);
    await expect(slow).rejects.toThrow('the worker stops');
  });
});

describe('choices', () => {
  beforeAll(async () => {
    await customer.owner.query(`
      create table places (id int primary key, name text, updated_at timestamptz, created_at timestamp);
      insert into places select n, 'p' from generate_series(1, 1200) n;
      analyze places;
      create schema sales;
      create table sales.lines ("order" int, line int, "Changed" timestamp not null, primary key ("order", line));
      create table sales."odd.na#me" (ref text not null unique, created timestamptz);
      create table no_key (id int, updated_at timestamptz);
      create table nullable_key (id int unique, updated_at timestamptz);
      create table partly_unique (id int not null, updated_at timestamptz);
      create unique index on partly_unique (id) where id > 0;
      create table no_time (id int primary key, day date);
      create table parts (id int, updated_at timestamptz, primary key (id)) partition by hash (id);
      create table parts_0 partition of parts for values with (modulus 1, remainder 0);
      create view places_view as select * from places;
      create table secret (id int primary key, updated_at timestamptz);
      create schema closed;
      create table closed.things (id int primary key, updated_at timestamptz)`);
    await customer.owner.query(
      `create role narrow_${customer.logIn.user} login password 'narrow'; grant select on places to narrow_${customer.logIn.user}`,
    );
    return () =>
      customer.owner.query(`drop owned by narrow_${customer.logIn.user}; drop role narrow_${customer.logIn.user}`);
  });

  const tables = async (request: { search?: string; cursor?: null } = {}, fields?: Record<string, unknown>) => {
    const context = await connect(fields);
    return context.connector.options?.tables?.(context, { search: '', cursor: null, ...request });
  };

  it('offers tables with a key and a time, and no others', async () => {
    expect((await tables())?.options).toEqual([
      { value: 'closed.things#id', label: 'closed.things' },
      { value: 'public.parts#id', label: 'parts' },
      { value: 'public.places#id', label: 'places', detail: 'about 1,200 rows' },
      { value: 'public.secret#id', label: 'secret' },
      { value: 'sales.lines#order,line', label: 'sales.lines' },
      { value: 'sales.odd%2Ena%23me#ref', label: 'sales.odd.na#me' },
    ]);
  });

  it('offers only what the user may read', async () => {
    const narrow = { ...customer.logIn, user: `narrow_${customer.logIn.user}`, password: 'narrow' };
    expect((await tables({}, narrow))?.options.map(({ label }) => label)).toEqual(['places']);
  });

  it('searches without reading signs as patterns', async () => {
    expect((await tables({ search: 'LINE' }))?.options.map(({ label }) => label)).toEqual(['sales.lines']);
    expect((await tables({ search: '%' }))?.options).toEqual([]);
    expect((await tables({ search: '_' }))?.options).toEqual([]);
  });

  it('pages through many', async () => {
    await customer.owner.query(
      `do $$ begin for n in 1..120 loop execute format('create table many_%s (id int primary key, at timestamptz)', n); end loop; end $$`,
    );
    const context = await connect();
    const seen: string[] = [];
    let cursor: unknown = null;
    do {
      const page = await context.connector.options?.tables?.(context, { search: 'many_', cursor: cursor as null });
      seen.push(...(page?.options.map(({ value }) => value) ?? []));
      cursor = page?.next ?? null;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(120);
    expect(seen.length).toBe(120);
  });

  it('offers the time columns of the chosen table, the likely one found by itself', async () => {
    const context = await connect();
    const columns = (parent?: Record<string, string>, search = '') =>
      context.connector.options?.timestampColumns?.(context, { search, cursor: null, parent });
    expect((await columns({ table: 'public.places#id' }))?.options).toEqual([
      { value: 'auto', label: 'Found by itself', detail: 'updated_at' },
      { value: 'updated_at', label: 'updated_at', detail: 'with time zone' },
      { value: 'created_at', label: 'created_at', detail: 'without time zone' },
    ]);
    expect((await columns({ table: 'sales.lines#order,line' }, 'chan'))?.options).toEqual([
      { value: 'Changed', label: 'Changed', detail: 'without time zone' },
    ]);
    expect((await columns())?.options).toEqual([{ value: 'auto', label: 'Found by itself' }]);
    await expect(columns({ table: 'public.gone#id' })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'table' },
    });
  });
});
