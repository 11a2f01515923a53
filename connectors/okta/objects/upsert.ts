import { z } from 'zod';
import { AppCallError, type ConnectorContext, orNull, type Upsert, writeOneByOne } from '../../kit/index.ts';

const made = z.object({ id: z.string().min(1) });
const given = z.object({ profile: z.record(z.string(), z.unknown()).default({}) });
const text = z.string().min(1).optional().catch(undefined);
const groups = z.array(z.object({ id: z.string(), profile: z.record(z.string(), z.unknown()) }));
const group = z.object({ type: z.string().optional(), profile: z.record(z.string(), z.unknown()) });

const userPath = (key: string) => `/api/v1/users/${encodeURIComponent(key)}`;
const groupPath = (key: string) => `/api/v1/groups/${encodeURIComponent(key)}`;

/** A person is found by `login`, which is unique. Only what is given changes. Somebody new gets Okta's mail and signs in by it. */
export const upsertUsers: Upsert = {
  batch: 20,
  matchBy: ['profile.login'],
  example: [
    {
      data: {
        profile: {
          ...{ firstName: 'Mara', lastName: 'Lindqvist' },
          ...{ email: 'mara@globex.example', login: 'mara@globex.example' },
        },
      },
    },
    { key: '00ub0oNGTSWTBKOLGLNR', data: { profile: { department: 'Sales' } } },
  ],
  write: ({ http }, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const { profile } = given.parse(data);
      const login = text.parse(profile.login);
      const known =
        key ?? (login && (await orNull(async () => (await http.get(userPath(login), made)).body.id))) ?? undefined;
      if (known !== undefined) {
        await http.post(userPath(known), z.unknown(), { json: { profile }, repeatable: true });
        return { key: known, action: 'updated' };
      }
      // Repeated, it is refused: a login is given once.
      const { body } = await http.post('/api/v1/users', made, { query: { activate: true }, json: { profile } });
      return { key: body.id, action: 'created' };
    }),
};

/** Okta's own groups, found by name. A change is laid over the profile as it is, because Okta takes whole profiles only. */
export const upsertGroups: Upsert = {
  batch: 20,
  matchBy: ['profile.name'],
  example: [
    { data: { profile: { name: 'Sales', description: 'Everybody who sells' } } },
    { key: '00g1emaKYZTWRYYRRTSK', data: { profile: { description: 'Everybody who sells' } } },
  ],
  write: (context, items) =>
    writeOneByOne(items, async ({ key, data }) => {
      const { http } = context;
      const { profile } = given.parse(data);
      const known = key ?? (await groupNamed(context, text.parse(profile.name)));
      if (known === undefined) {
        const { body } = await http.post('/api/v1/groups', made, { json: { profile } });
        return { key: body.id, action: 'created' };
      }
      const now = (await http.get(groupPath(known), group)).body;
      if (now.type !== undefined && now.type !== 'OKTA_GROUP')
        throw new AppCallError('This group is kept by another directory or by Okta itself, and is changed there.', {
          class: 'invalid',
          code: 'not_an_okta_group',
        });
      const json = { profile: { ...now.profile, ...profile } };
      await http.put(groupPath(known), z.unknown(), { json, repeatable: true });
      return { key: known, action: 'updated' };
    }),
};

/** `q` finds names that begin so. */
async function groupNamed({ http }: ConnectorContext<unknown>, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined;
  const { body } = await http.get('/api/v1/groups', groups, { query: { q: name, limit: 200 } });
  return body.find(({ profile }) => profile.name === name)?.id;
}
