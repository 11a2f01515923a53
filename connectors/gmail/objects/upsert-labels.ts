import { z } from 'zod';
import { AppCallError, type ConnectorHttp, type Upsert, type WriteResult, writeOneByOne } from '../../kit/index.ts';
import { at, cost, paths } from '../gmail-call.ts';
import type { Settings } from '../settings.ts';

const made = z.looseObject({ id: z.string(), name: z.string().optional() });
const list = z.looseObject({ labels: z.array(made).default([]) });
const given = z.looseObject({
  name: z.string().optional(),
  messageListVisibility: z.string().optional(),
  labelListVisibility: z.string().optional(),
  color: z.looseObject({}).optional(),
});

/** Gmail takes no two labels of one name, whatever their case. */
export async function labelNamed(http: ConnectorHttp, name: string): Promise<z.output<typeof made> | undefined> {
  const { body } = await http.get(paths.labels, list, { cost: cost.labels });
  return body.labels.find((one) => one.name?.toLowerCase() === name.toLowerCase());
}

/** Needs the right to change labels; without it Gmail says so. */
export const upsertLabels: Upsert<Settings> = {
  batch: 20,
  matchBy: ['name'],
  example: [{ data: { name: 'Orders' } }, { key: 'Label_7', data: { name: 'Orders/2026' } }],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }): Promise<WriteResult> => {
      const { name, messageListVisibility, labelListVisibility, color } = given.parse(data);
      const json = { name, messageListVisibility, labelListVisibility, color };
      if (key === undefined && !name)
        throw new AppCallError('A label needs a name.', { class: 'invalid', code: 'no_name', field: 'name' });
      const known = key ?? (await labelNamed(http, name ?? ''))?.id;
      if (known !== undefined) {
        await http.patch(at(paths.labels, known), made, { json, repeatable: true, cost: cost.labels });
        return { key: known, action: 'updated' };
      }
      return { key: (await http.post(paths.labels, made, { json, cost: cost.labels })).body.id, action: 'created' };
    }),
};
