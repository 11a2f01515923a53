import { z } from 'zod';
import { AppCallError, type ConnectorHttp, type Upsert, type WriteResult, writeOneByOne } from '../../kit/index.ts';
import { channelPath, quoted, type Settings, teamPath } from '../settings.ts';

const made = z.looseObject({ id: z.string() });
const list = z.looseObject({ value: z.array(made).default([]) });
const given = z.looseObject({
  displayName: z.string().optional(),
  description: z.string().nullish(),
  membershipType: z.enum(['standard', 'private', 'shared']).optional(),
});

/** Within a team a name is a channel's alone. */
export async function channelNamed(http: ConnectorHttp, team: string, name: string): Promise<string | undefined> {
  const query = { $filter: `displayName eq ${quoted(name)}`, $select: 'id,displayName' };
  return (await http.get(`${teamPath(team)}/channels`, list, { query })).body.value[0]?.id;
}

export const upsertChannels: Upsert<Settings> = {
  batch: 20,
  matchBy: ['displayName'],
  example: [
    { data: { displayName: 'Globex', description: 'All about Globex' } },
    { key: '19:4b6b@thread.tacv2', data: { description: 'All about Globex and Initech' } },
  ],
  write: ({ http, settings: { team } }, items) =>
    writeOneByOne(items, async ({ key, data }): Promise<WriteResult> => {
      const { displayName, description, membershipType } = given.parse(data);
      const known = key ?? (displayName ? await channelNamed(http, team, displayName) : undefined);
      if (known !== undefined) {
        await http.patch(channelPath(team, known), z.unknown(), {
          json: { displayName, description },
          repeatable: true,
        });
        return { key: known, action: 'updated' };
      }
      if (!displayName)
        throw new AppCallError('A channel needs a name.', { class: 'invalid', code: 'no_name', field: 'displayName' });
      const json = { displayName, description, membershipType: membershipType ?? 'standard' };
      return { key: (await http.post(`${teamPath(team)}/channels`, made, { json })).body.id, action: 'created' };
    }),
};
