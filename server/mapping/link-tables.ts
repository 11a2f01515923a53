import { sql } from 'kysely';
import { textArray } from '#server/db/binary-array.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import type { ConnectionId } from '#server/ids.ts';
import type { Mapping } from './mapping-document.ts';
import type { Lookups } from './path.ts';
import { tablesOfMapping } from './validate-mapping.ts';

/*
 * Which record of the vendor is which row of the app is known by links. A `lookup` in the table `link:company` makes of
 * the app's key of a company the vendor's id of it, and in the mapping to the app the other way round.
 */
const prefix = 'link:';

/** The tables of links that there are in a connector. */
export const linkTables = (objects: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(objects).map((name) => `${prefix}${name}`);

/** The objects whose links a mapping looks into. */
export function linkedObjects(mapping: Mapping): string[] {
  const names = tablesOfMapping(mapping).filter((name) => name.startsWith(prefix) && !mapping.tables?.[name]);
  return [...new Set(names)].map((name) => name.slice(prefix.length));
}

interface LinkLookups {
  connectionId: ConnectionId;
  /** Of these objects. */
  objects: readonly string[];
  /** `in`: the vendor's id for the app's key. `out`: the key for the id. */
  way: 'in' | 'out';
}

/** One look-up may be made of what another one found. */
const mostRounds = 4;

/**
 * Loads what `attempt` looks up in tables of links, all of it in one question: the first attempt finds nothing, and tells
 * what it looked for.
 */
export async function linkLookups(
  tx: TenantTx,
  { connectionId, objects, way }: LinkLookups,
  attempt: (lookups: Lookups) => void,
): Promise<Lookups> {
  const known = new Map(objects.map((object) => [`${prefix}${object}`, new Map<string, string | undefined>()]));
  for (let round = 0; objects.length > 0 && round < mostRounds; round++) {
    const asked: { object: string; value: string }[] = [];
    attempt({
      get: (name) => {
        const table = known.get(name);
        return table && { get: (value: string) => ask(table, name, value) };
      },
    });
    if (asked.length === 0) break;
    for (const { object, value, found } of await loadLinks(tx, connectionId, way, asked))
      known.get(`${prefix}${object}`)?.set(value, found);
    function ask(table: Map<string, string | undefined>, name: string, value: string): string | undefined {
      if (table.has(value)) return table.get(value);
      table.set(value, undefined);
      asked.push({ object: name.slice(prefix.length), value });
      return undefined;
    }
  }
  return known;
}

async function loadLinks(
  tx: TenantTx,
  connectionId: ConnectionId,
  way: 'in' | 'out',
  asked: readonly { object: string; value: string }[],
): Promise<{ object: string; value: string; found: string }[]> {
  const [by, wanted] = way === 'in' ? [sql.ref('l.key'), sql.ref('l.vendor_id')] : [sql.ref('l.vendor_id'), sql.ref('l.key')]; // biome-ignore format: one thought
  const { rows } = await sql<{ object: string; value: string; found: string }>`
    select l.object, ${by} as value, coalesce(${way === 'out' ? sql`l.merged_into` : sql`null`}, ${wanted}) as found
      from unnest(${textArray(asked.map(({ object }) => object))}::text[],
                  ${textArray(asked.map(({ value }) => storable(value)))}::text[]) as u(object, value)
      join link l on l.environment_id = ${tx.tenant.environmentId} and l.connection_id = ${connectionId}
       and l.object = u.object and ${by} = u.value`.execute(tx);
  return rows;
}

// PostgreSQL has no place for U+0000, and no link has one.
const storable = (text: string): string => (text.includes('\u0000') ? '' : text);
