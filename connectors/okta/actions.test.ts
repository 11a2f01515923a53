import { describe, expect, it } from 'vitest';
import { api, mara, refusal, sales, testOkta } from './test-okta.ts';

const { app, connector, context } = await testOkta();
const { actions = {} } = connector;
const person = `${api}/users/${mara.id}`;
const group = `${api}/groups/${sales.id}`;
const application = `${api}/apps/0oad5lTSBOMUBOBVVQSC`;

// Each action's own example, with the request that it must make; undefined: it sends no body, or gets no answer.
const requests: [action: string, request: string, body: unknown, answer: unknown][] = [
  ['createUser', `POST ${api}/users?activate=true`, { profile: mara.profile }, mara],
  ['updateUser', `POST ${person}`, { profile: { department: 'Sales' } }, mara],
  ['getUser', `GET ${api}/users/mara%40globex.example`, undefined, mara],
  [
    'findUsers',
    `GET ${api}/users?search=profile.department+eq+%22Sales%22+and+status+eq+%22ACTIVE%22&limit=200`,
    undefined,
    [mara],
  ],
  ['activateUser', `POST ${person}/lifecycle/activate?sendEmail=true`, undefined, {}],
  ['deactivateUser', `POST ${person}/lifecycle/deactivate`, undefined, {}],
  ['suspendUser', `POST ${person}/lifecycle/suspend`, undefined, {}],
  ['unsuspendUser', `POST ${person}/lifecycle/unsuspend`, undefined, {}],
  ['unlockUser', `POST ${person}/lifecycle/unlock`, undefined, {}],
  ['resetPassword', `POST ${person}/lifecycle/reset_password?sendEmail=true`, undefined, {}],
  ['endSessions', `DELETE ${person}/sessions?oauthTokens=false`, undefined, undefined],
  ['createGroup', `POST ${api}/groups`, { profile: { name: 'Sales', description: 'Everybody who sells' } }, sales],
  ['addToGroup', `PUT ${group}/users/${mara.id}`, undefined, undefined],
  ['removeFromGroup', `DELETE ${group}/users/${mara.id}`, undefined, undefined],
  ['listMembers', `GET ${group}/users?limit=200`, undefined, [mara]],
  ['assignApplication', `POST ${application}/users`, { id: mara.id, scope: 'USER' }, { id: mara.id, status: 'ACTIVE' }],
  ['unassignApplication', `DELETE ${application}/users/${mara.id}`, undefined, undefined],
];

async function run(name: string, input?: unknown) {
  const action = actions[name];
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  return action.output.parse(
    await action.run(context(), action.input.parse(input ?? action.example), { idempotencyKey: 'k' }),
  );
}

describe('actions', () => {
  it.each(requests)('%s sends %s', async (name, request, body, answer) => {
    app.play(answer === undefined ? { request, status: 204, text: '' } : { request, json: answer });
    await run(name);
    if (body !== undefined) expect(app.received[0]?.json()).toEqual(body);
  });

  it('keep what a customer gives in its place', async () => {
    app.play({ request: `GET ${api}/users/..%2Fapps%3Fx`, status: 404, json: refusal('E0000007', 'Not found: x') });
    await expect(run('getUser', { person: '../apps?x' })).rejects.toMatchObject({ details: { class: 'not_found' } });
  });

  it('put a new person into groups, with fields of the organization', async () => {
    app.play({ request: `POST ${api}/users?activate=false`, json: { ...mara, status: 'STAGED' } });
    const names = { firstName: 'Mara', lastName: 'Lindqvist', email: 'mara@globex.example' };
    await run('createUser', { ...names, login: 'mara', activate: false, groups: ['00g1'], profile: { tier: 'a' } });
    expect(app.received[0]?.json()).toEqual({ profile: { tier: 'a', ...names, login: 'mara' }, groupIds: ['00g1'] });
  });

  it('are all tested', () => {
    expect(Object.keys(actions).toSorted()).toEqual(requests.map(([name]) => name).toSorted());
  });
});
