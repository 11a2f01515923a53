import { createServer } from 'node:http';
import pg from 'pg';

/*
 * The floor of the part `api`, run as a process of its own: one HTTP server, one SELECT, one JSON.stringify. No key is
 * checked, no row is guarded, nothing is validated.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const records = `select external_id, action, data, changed_at from record
  where environment = (select number from environment where id = $1) and stream = (select min(stream) from sync) and seq > 0 order by seq limit 100`;
const customers = `select id, external_id, name, metadata, created_at from customer
  where environment_id = $1 order by id desc limit 50`;

const integrations = `select i.slug, i.name, i.category, i.status, v.definition from integration i
  join integration_version v on v.environment_id = i.environment_id and v.integration_id = i.id
  where i.environment_id = $1 order by i.position, i.name`;

const queries: Record<string, string> = { records, customers, integrations };

const server = createServer((request, response) => {
  const asked = request.url?.match(/^\/(\w+)/)?.[1] ?? '';
  const isRecords = asked === 'records';
  pool.query(queries[asked] ?? customers, [process.env.BENCH_ENVIRONMENT]).then(
    ({ rows }) => {
      const shown = isRecords ? rows.map((row) => ({ ...row, data: JSON.parse(row.data) })) : rows;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(shown));
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(Number(process.env.BENCH_PORT), '127.0.0.1', () => process.stdout.write('The bare server is ready.\n'));
process.on('SIGTERM', () => process.exit(0));
