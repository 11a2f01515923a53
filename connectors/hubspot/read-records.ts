import { z } from 'zod';
import { AppCallError, type ConnectorContext } from '../kit/index.ts';
import { propertiesOf } from './properties.ts';
import { idsOf, objectPath, version, withId } from './record.ts';

/** As many as a batch may hold. */
export const batchSize = 100;

const batch = z.object({ results: z.array(z.unknown()) });
const associations = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(z.object({ toObjectId: z.union([z.string(), z.number()]) })),
      paging: z.object({ next: z.object({ after: z.string().min(1) }).optional() }).nullish(),
    }),
  ),
});
const mostAssociationPages = 100;

// Not shown to people, and yet what we need: by it we hear that records were merged into this one.
const merged = 'hs_merged_object_ids';

export interface CrmObject {
  /** As HubSpot calls it: `contacts`. */
  name: string;
  /** Objects whose associated ids come with each row. */
  links: readonly string[];
}

/**
 * Whole records by their ids, with every property and association. A list or a search could bring the properties at once, but an
 * account may have so many that their names fit into no address and no search (which takes 3,000 letters). Ids that are gone
 * are left out.
 */
export async function readRecords(
  context: Pick<ConnectorContext<unknown>, 'http'>,
  { name, links }: CrmObject,
  ids: string[],
): Promise<unknown[]> {
  if (ids.length === 0) return [];
  const properties = [...(await propertiesOf(context, name)).map((one) => one.name), merged];
  const inputs = ids.map((id) => ({ id }));
  const { body } = await context.http.post(objectPath(name, 'batch', 'read'), batch, {
    json: { inputs, properties },
    repeatable: true,
  });
  const linked = await Promise.all(
    links.map(async (link) => [link, await readAssociations(context, name, link, ids)] as const),
  );
  return body.results.map((row) => {
    const { id = '' } = withId.safeParse(row).data ?? {};
    if (links.length === 0 || typeof row !== 'object') return row;
    return { ...row, associations: Object.fromEntries(linked.map(([link, byId]) => [link, byId.get(id) ?? []])) };
  });
}

async function readAssociations(
  { http }: Pick<ConnectorContext<unknown>, 'http'>,
  from: string,
  to: string,
  ids: string[],
): Promise<Map<string, string[]>> {
  const byId = new Map<string, string[]>();
  let inputs: { id: string; after?: string }[] = ids.map((id) => ({ id }));
  for (let page = 0; inputs.length > 0; page += 1) {
    if (page === mostAssociationPages) {
      throw new AppCallError(`HubSpot's associations of ${from} with ${to} have no end.`, {
        class: 'protocol',
        code: 'too_many_pages',
      });
    }
    const { body } = await http.post(`/crm/associations/${version}/${from}/${to}/batch/read`, associations, {
      json: { inputs },
      repeatable: true,
    });
    for (const one of body.results) {
      const known = byId.get(one.from.id) ?? [];
      byId.set(one.from.id, [...known, ...one.to.map(({ toObjectId }) => String(toObjectId))]);
    }
    inputs = body.results.flatMap(({ from: { id }, paging }) => {
      const after = paging?.next?.after;
      return after === undefined ? [] : [{ id, after }];
    });
  }
  return byId;
}

const mergedRow = z.object({ id: z.string(), properties: z.object({ [merged]: z.string().nullish() }) });

/** Records that were merged into these: nothing else tells what became of them. */
export function mergedInto(rows: unknown[]): { from: string; to: string }[] {
  const alive = new Set(idsOf(rows));
  return rows.flatMap((row) => {
    const { id: to = '', properties } = mergedRow.safeParse(row).data ?? {};
    const ids = (properties?.[merged] ?? '').split(';');
    return ids.filter((id) => id !== '' && !alive.has(id)).map((from) => ({ from, to }));
  });
}
