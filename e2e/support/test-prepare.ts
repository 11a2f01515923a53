import { Client } from 'pg';
import { z } from 'zod';
import { joinRunningDatabase } from '#server/boot/open-database.ts';
import { env } from '#server/env.ts';
import { readDemoFile } from '../../demo/demo-file.ts';

/*
 * A program of its own: brings about what no browser and no API can, as whoever looks after the databases would.
 * `node test-prepare.ts <what>`
 */

const what = z.enum(['places-writable', 'places-readonly', 'failed-jobs']).parse(process.argv[2]);
const demo = readDemoFile(env().PORTICO_DATA);
if (!demo) throw new Error('The demo has written no demo.json.');
joinRunningDatabase();

/** As the owner, in one of the databases of the demo's server. */
async function asOwner(database: string, statements: [sql: string, values?: unknown[]][]): Promise<void> {
  const url = new URL(env().DATABASE_URL ?? '');
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const [sql, values] of statements) await client.query(sql, values);
  } finally {
    await client.end();
  }
}

const failed = (queue: string, payload: object, error: string, tries: number): [string, unknown[]] => [
  `insert into pgboss.job (name, data, source_name, source_retry_count, source_created_on, source_output)
   values ('dead_letter', $1, $2, $3, now() - interval '40 minutes', jsonb_build_object('message', $4::text))`,
  [{ environmentId: demo.environment, ...payload }, queue, tries - 1, error],
];

switch (what) {
  case 'places-writable':
    await asOwner(demo.places.database, [[`grant create on schema public to ${demo.places.user}`]]);
    break;
  case 'places-readonly':
    await asOwner(demo.places.database, [
      ['drop table if exists portico_contact, portico_place, portico_note, portico_cursor'],
      [`revoke create on schema public from ${demo.places.user}`],
    ]);
    break;
  case 'failed-jobs':
    await asOwner('portico', [
      failed('check', { connectionIds: ['con_gone'] }, 'The app is gone.', 2),
      failed('check', { connectionIds: ['con_also_gone'] }, 'The app is gone.', 2),
      failed('retain', {}, 'The disk is full.', 3),
    ]);
    break;
}
