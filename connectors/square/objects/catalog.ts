import { z } from 'zod';
import { type ConnectorContext, defineObject, orNull, pullPages, type Upsert, writeOneByOne } from '../../kit/index.ts';
import { onceKey } from '../once.ts';
import { catalogCategory, catalogItem } from './rows.ts';

const loose = z.looseObject({});
const object = z.looseObject({ id: z.string(), type: z.string(), is_deleted: z.boolean().nullish() });
const objects = z.array(object).nullish();
const listed = z.looseObject({ objects, related_objects: objects });
const found = z.object({ object });
const saved = z.object({ catalog_object: z.looseObject({ id: z.string() }) });

interface Kind {
  label: string;
  type: 'ITEM' | 'CATEGORY';
  /** Where its own fields are. */
  data: 'item_data' | 'category_data';
  example: Upsert['example'];
}

/** Items and, beside changed variations, the items that these belong to; each once. */
const rowsOf = (type: string) => (body: unknown) => {
  const { objects: own, related_objects: related } = listed.parse(body);
  const rows = [...(own ?? []), ...(related ?? [])].filter((one) => one.type === type);
  return [...new Map(rows.map((row) => [row.id, row])).values()];
};

const retrieve = ({ http }: ConnectorContext<unknown>, key: string) =>
  orNull(async () => {
    const { body } = await http.get(`/v2/catalog/object/${encodeURIComponent(key)}`, found);
    return body.object.is_deleted ? null : body.object;
  });

/** Square replaces the whole object, and only its newest version. */
const upsert = ({ type, data: name, example }: Kind): Upsert => ({
  batch: 10,
  matchBy: [],
  example,
  write: (context, items, { idempotencyKey }) =>
    writeOneByOne(items, async ({ key, data }, at) => {
      const before = key === undefined ? null : await retrieve(context, key);
      const { [name]: own, ...rest } = data;
      const merged = { ...loose.catch({}).parse(before?.[name]), ...loose.catch({}).parse(own) };
      const written = { ...before, ...rest, id: key ?? '#new', type, [name]: merged };
      const json = { idempotency_key: onceKey(idempotencyKey, at), object: written };
      const { body } = await context.http.post('/v2/catalog/object', saved, { json, repeatable: true });
      return { key: body.catalog_object.id, action: before === null ? 'created' : 'updated' };
    }),
});

/**
 * What changed since, the deleted ones marked. The catalog's own clock counts, so nothing becomes visible late; what changes while pages
 * are read is newer than the next pass's begin.
 */
const catalogObject = <Row extends z.ZodType<{ id: string }>>(row: Row, kind: Kind) =>
  defineObject<Row>({
    label: kind.label,
    row,
    key: ({ id }) => id,
    incremental: true,
    reportsDeletes: true,
    scopes: ['ITEMS_READ'],
    pull: pullPages({
      pager: { kind: 'cursor', parameter: 'cursor', from: 'cursor' },
      pagerIn: 'json',
      rows: rowsOf(kind.type),
      deleted: (one) => {
        const { id, is_deleted: isDeleted } = object.parse(one);
        return isDeleted ? id : undefined;
      },
      request: ({ since }) => ({
        method: 'POST',
        path: '/v2/catalog/search',
        json: {
          limit: 500,
          object_types: since !== null && kind.type === 'ITEM' ? ['ITEM', 'ITEM_VARIATION'] : [kind.type],
          ...(since !== null && { begin_time: since, include_deleted_objects: true }),
          ...(since !== null && kind.type === 'ITEM' && { include_related_objects: true }),
        },
      }),
    }),
    get: retrieve,
    upsert: upsert(kind),
  });

const price = { pricing_type: 'FIXED_PRICING', price_money: { amount: 1999, currency: 'EUR' } };

export const catalogItemObject = catalogObject(catalogItem, {
  label: 'items',
  type: 'ITEM',
  data: 'item_data',
  example: [
    {
      data: {
        item_data: {
          name: 'Brass lamp',
          variations: [{ type: 'ITEM_VARIATION', id: '#regular', item_variation_data: { name: 'Regular', ...price } }],
        },
      },
    },
    { key: 'W62UWFY35CWMYGVWK6TWJDNI', data: { item_data: { description: 'A lamp of brass' } } },
  ],
});

export const catalogCategoryObject = catalogObject(catalogCategory, {
  label: 'categories',
  type: 'CATEGORY',
  data: 'category_data',
  example: [
    { data: { category_data: { name: 'Lamps' } } },
    { key: 'XZ4QK5JDM3FGD3OCW2DSKPYT', data: { category_data: { name: 'Lights' } } },
  ],
});
