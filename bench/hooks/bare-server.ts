import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

/*
 * The floor of the part `hooks`, run as a process of its own: one HMAC, one INSERT that passes over what is there. Nobody is
 * looked up, no row is guarded, nothing is enqueued.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const secret = process.env.BENCH_SECRET ?? '';
await pool.query('create table if not exists bare_event (id text primary key, data text)');

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const right = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(String(request.headers['bell-signature']), 'hex');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return response.writeHead(401).end();
  const { id } = JSON.parse(body.toString()).events[0];
  const text = 'insert into bare_event (id, data) values ($1, $2) on conflict do nothing';
  await pool.query(text, [id, body.toString()]);
  return response.writeHead(200).end();
});
server.listen(Number(process.env.BENCH_PORT), '127.0.0.1', () => process.stdout.write('The bare server is ready.\n'));
process.on('SIGTERM', () => process.exit(0));
