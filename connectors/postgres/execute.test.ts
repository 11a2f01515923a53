import { createServer, connect as dial, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customerDatabase } from './test-database.ts';

const customer = customerDatabase();
const { owner } = customer;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  await owner.query('create table kept (id int primary key, name text unique deferrable initially deferred)');
});
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
  await customer.endOpenTransactions();
  await owner.query('drop table kept');
});

async function connect(fields: Record<string, unknown> = customer.admin) {
  const context = await customer.connect(fields);
  open.push(context);
  return context;
}

const kept = async () => (await owner.query('select id from kept order by id')).rows.map(({ id }) => id);

describe('a statement that may write', () => {
  it('takes effect as a whole, and tells what it wrote and returned', async () => {
    const { sql, calls } = await connect();
    const made = await sql.execute(
      'insert into kept select n, null from generate_series(1, $1::int) n returning id',
      [3],
    );
    expect(made).toEqual({ rows: [{ id: '1' }, { id: '2' }, { id: '3' }], affected: 3 });
    expect(await sql.execute('delete from kept where id > 1')).toEqual({ rows: [], affected: 2 });
    await expect(sql.execute('insert into kept select n from generate_series(9, 0, -1) n')).rejects.toMatchObject({
      details: { class: 'conflict', code: '23505', field: 'id' },
    });
    expect(await kept()).toEqual([1]);
    expect(calls.length).toBe(3);
  });

  it('is one statement, whatever is written into it', async () => {
    const { sql } = await connect();
    await expect(sql.execute('insert into kept values (1); drop table kept')).rejects.toMatchObject({
      details: { code: '42601' },
    });
    expect(await kept()).toEqual([]);
    await sql.execute('insert into kept values (1, $1)', ["x'); drop table kept; --"]);
    expect(await kept()).toEqual([1]);
  });

  it('is undone where a rule speaks up at its end', async () => {
    const { sql } = await connect();
    const twice = "insert into kept values (1, 'same'), (2, 'same')";
    await expect(sql.execute(twice)).rejects.toMatchObject({ details: { class: 'conflict', field: 'name' } });
    expect(await kept()).toEqual([]);
    expect((await sql.execute('insert into kept values (1)')).affected).toBe(1);
  });

  it('leaves the questions after it reading only', async () => {
    const { sql } = await connect();
    await sql.execute('insert into kept values (1)');
    await expect(sql.query('delete from kept returning id')).rejects.toMatchObject({
      details: { class: 'permission', code: '25006' },
    });
    expect(await kept()).toEqual([1]);
  });

  it.each([
    [
      'a column that must not be empty',
      'insert into kept values (null)',
      { class: 'invalid', code: '23502', field: 'id' },
    ],
    ['a row that is there', 'insert into kept values (1), (1)', { class: 'conflict', code: '23505', field: 'id' }],
    [
      'a rule of their own',
      "do $$ begin raise exception 'Not on Sundays.'; end $$",
      { class: 'invalid', code: 'P0001', appMessage: 'Not on Sundays.' },
    ],
  ])('names %s', async (_what, statement, details) => {
    const { sql } = await connect();
    await expect(sql.execute(statement)).rejects.toMatchObject({ name: 'AppCallError', details });
  });

  it('names the column of a foreign key, and the user’s missing right', async () => {
    await owner.query('create table pointing (kept_id int references kept)');
    const { sql } = await connect();
    await expect(sql.execute('insert into pointing values (5)')).rejects.toMatchObject({
      details: { class: 'invalid', code: '23503', field: 'kept_id' },
    });
    const reader = await connect(customer.logIn);
    await expect(reader.sql.execute('insert into kept values (1)')).rejects.toMatchObject({
      details: { class: 'permission', code: '42501' },
    });
    await owner.query('drop table pointing');
  });

  it('is repeated where two transactions waited for each other', async () => {
    await owner.query('insert into kept values (1), (2)');
    const context = await connect();
    const [other, gate] = [await owner.connect(), await owner.connect()];
    const waits = (kind: string) =>
      expect
        .poll(
          async () => (await gate.query('select 1 from pg_locks where not granted and locktype = $1', [kind])).rowCount,
        )
        .toBe(1);
    await gate.query('select pg_advisory_lock(77)');
    // The other one waits longer before it looks for a deadlock, so that ours is given up.
    await other.query("set deadlock_timeout = '5min'; begin; update kept set name = 'b' where id = 2");
    const ours = context.sql.execute(
      'with first as (update kept set name = $1 where id = 1 returning pg_advisory_xact_lock_shared(77)) update kept set name = $2 where id = (select 2 from first)',
      ['x', 'y'],
    );
    await waits('advisory');
    const theirs = other.query('update kept set name = $1 where id = 1', ['c']).then(() => other.query('commit'));
    await waits('transactionid');
    await gate.query('select pg_advisory_unlock(77)');
    await theirs;
    other.release();
    gate.release();
    expect((await ours).affected).toBe(1);
    expect(context.calls).toMatchObject([{ retries: 1 }]);
  });
});

describe('a connection that is lost', () => {
  /** A way to the server that is cut after so many statements named COMMIT have gone by, before their answers. */
  async function cutAtCommit(work: (fields: Record<string, unknown>) => Promise<void>): Promise<void> {
    const sockets: Socket[] = [];
    let isCut = false;
    const server = createServer((near) => {
      const far = dial(Number(customer.logIn.port), customer.logIn.host);
      sockets.push(near, far);
      for (const one of [near, far]) one.on('error', () => undefined);
      far.pipe(near);
      near.on('data', (bytes) => {
        far.write(bytes);
        if (isCut || !bytes.includes('commit')) return;
        isCut = true;
        far.unpipe(near);
        setTimeout(() => near.destroy(), 50);
      });
      near.on('close', () => far.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      await work({ ...customer.admin, host: '127.0.0.1', port });
    } finally {
      for (const context of open.splice(0)) await context.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  it('leaves a statement alone that may have taken effect', () =>
    cutAtCommit(async (fields) => {
      const context = await connect(fields);
      await expect(context.sql.execute('insert into kept values (1)')).rejects.toMatchObject({
        details: { class: 'network' },
      });
      expect(context.calls).toMatchObject([{ retries: 0 }]);
      expect(await kept()).toEqual([1]);
    }));

  it('repeats what is said to be repeatable', () =>
    cutAtCommit(async (fields) => {
      const context = await connect(fields);
      const again = 'insert into kept values (1) on conflict (id) do nothing';
      await context.sql.execute(again, [], { repeatable: true });
      expect(context.calls).toMatchObject([{ retries: 1 }]);
      expect(await kept()).toEqual([1]);
    }));

  it('repeats what was never sent', async () => {
    const context = await connect();
    const [session] = await context.sql.query('select pg_backend_pid() as pid');
    await owner.query('select pg_terminate_backend($1)', [session?.pid]);
    expect((await context.sql.execute('insert into kept values (1)')).affected).toBe(1);
    expect(await kept()).toEqual([1]);
  });
});
