import { z } from 'zod';
import { type ConnectorHttp, type Upsert, writeOneByOne } from '../../kit/index.ts';
import { isNotFound } from '../check.ts';
import type { Settings } from '../settings.ts';

const written = z.object({ data: z.object({ gid: z.string() }) });
const external = z.object({ external: z.object({ gid: z.string().min(1) }) });
const reference = z.looseObject({ gid: z.string() });
const customValues = z.record(z.string(), z.unknown());

/** A row as Asana takes it: custom values by their gid, people by theirs. */
export function taskBody({ custom, assignee, custom_fields: given, ...data }: Record<string, unknown>) {
  const fields = custom ?? given;
  const person = reference.safeParse(assignee);
  return {
    ...data,
    ...(assignee !== undefined && { assignee: person.success ? person.data.gid : assignee }),
    ...(fields !== undefined && !Array.isArray(fields) && { custom_fields: customValues.parse(fields) }),
  };
}

/** The task that carries this id of ours, which Asana keeps for each OAuth app: https://developers.asana.com/docs/custom-external-data */
async function update(http: ConnectorHttp, id: string, data: unknown): Promise<string> {
  const path = `/tasks/${encodeURIComponent(id)}`;
  return (await http.put(path, written, { json: { data }, repeatable: true })).body.data.gid;
}

/** One at a time. With `external.gid` a task is found again, so that writing twice leaves one. */
export const upsertTasks: Upsert<Settings> = {
  batch: 10,
  matchBy: ['external.gid'],
  example: [
    { data: { name: 'Mend the lamp', due_on: '2026-12-01', external: { gid: 'ticket-42' } } },
    { key: '1201234567890123', data: { completed: true, custom: { '1207654321098765': '1207654321098766' } } },
  ],
  write: ({ http, settings }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const body = taskBody(data);
      if (key !== undefined) return { key: await update(http, key, body), action: 'updated' };
      const known = external.safeParse(data).data?.external.gid;
      if (known !== undefined) {
        try {
          return { key: await update(http, `external:${known}`, body), action: 'updated' };
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
      }
      const json = { data: { ...body, projects: [settings.project] } };
      return { key: (await http.post('/tasks', written, { json })).body.data.gid, action: 'created' };
    }),
};
