import { describe, expect, it } from 'vitest';
import { app, at, exampleOf, graph, refusal, run } from './test-teams.ts';

const inTeam = '/teams/fbe2bf47-16c8-47cf-b4a5-4b9b187c508b';
const inChannel = `${inTeam}/channels/19%3A4a95f7d8db4c4e7fae857bcebe0623e6%40thread.tacv2`;
const chat = '/chats/19%3A2da4c29f6d7041eca70b638b43d45437%40thread.v2';
const ada = '8ea0e38b-efb3-4757-924a-5f94061cf8c2';
const message = { id: '1763629200000' };
const bodies = () => app.received.map(({ body }) => (body === '' ? undefined : JSON.parse(body)));
const member = (id: string, roles: string[]) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles,
  'user@odata.bind': `${graph}/users('${id}')`,
});

describe('messages', () => {
  it('are sent to a channel, answered, read and listed', async () => {
    app.play(
      { request: at('POST', `${inChannel}/messages`), status: 201, json: message },
      { request: at('POST', `${inChannel}/messages/${message.id}/replies`), status: 201, json: message },
      { request: at('GET', `${inChannel}/messages/${message.id}`), json: message },
      {
        request: at('GET', `${inChannel}/messages`, { $top: 20 }),
        json: { value: [message], '@odata.nextLink': 'https://x.example' },
      },
      { request: at('GET', `${inChannel}/messages/${message.id}/replies`, { $top: 20 }), json: { value: [] } },
    );
    await run('sendChannelMessage');
    await run('replyToMessage', { ...exampleOf('replyToMessage'), text: '<b>Yes</b>', html: true, importance: 'high' });
    expect(await run('getMessage')).toEqual(message);
    expect(await run('listMessages')).toEqual({ messages: [message], hasMore: true });
    expect(await run('listReplies')).toEqual({ messages: [], hasMore: false });
    expect(bodies().slice(0, 2)).toEqual([
      { subject: 'Globex', body: { contentType: 'text', content: 'The offer is accepted.' }, importance: 'normal' },
      { body: { contentType: 'html', content: '<b>Yes</b>' }, importance: 'high' },
    ]);
  });

  it('are not sent twice by themselves', async () => {
    app.play({ request: at('POST', `${inChannel}/messages`), ...refusal(502, 'BadGateway') });
    await expect(run('sendChannelMessage')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });
});

describe('chats', () => {
  it('are opened, written in and read', async () => {
    const me = { request: at('GET', '/me', { $select: 'id' }), json: { id: 'u1' } };
    const made = { request: at('POST', '/chats'), status: 201, json: { id: 'c1' } };
    app.play(me, made, me, made, { request: at('POST', `${chat}/messages`), status: 201, json: message });
    app.play({
      request: at('GET', `${chat}/messages`, { $top: 20, $orderby: 'createdDateTime desc' }),
      json: { value: [message] },
    });
    await run('createChat');
    await run('createChat', { people: [ada, "o'hara@acme.example"], topic: 'Globex' });
    await run('sendChatMessage');
    expect(await run('listChatMessages')).toEqual({ messages: [message], hasMore: false });
    const [, single, , group] = bodies();
    expect(single).toEqual({ chatType: 'oneOnOne', members: [member('u1', ['owner']), member(ada, ['owner'])] });
    expect(group).toMatchObject({ chatType: 'group', topic: 'Globex' });
    expect(group.members[2]['user@odata.bind']).toBe(`${graph}/users('o''hara%40acme.example')`);
  });
});

describe('teams', () => {
  it('get channels and members, and lose them', async () => {
    const person = { id: 'm1', displayName: 'Ada', roles: [] };
    app.play(
      { request: at('POST', `${inTeam}/channels`), status: 201, json: { id: 'c1' } },
      { request: at('PATCH', inChannel), status: 204, text: '' },
      { request: at('POST', `${inTeam}/members`), status: 201, json: person },
      { request: at('GET', `${inTeam}/members`, { $top: 999 }), json: { value: [person] } },
      { request: at('DELETE', `${inTeam}/members/MCMjMSMjZmJlMmJm`), status: 204, text: '' },
    );
    await run('createChannel');
    await run('updateChannel');
    await run('addMember', { ...exampleOf('addMember'), owner: true });
    expect(await run('listMembers')).toEqual({ members: [person], hasMore: false });
    await run('removeMember');
    expect(bodies().slice(0, 3)).toEqual([
      { displayName: 'Globex', description: 'All about Globex', membershipType: 'standard' },
      { description: 'All about Globex' },
      member(ada, ['owner']),
    ]);
  });

  it('find people without leaving the quotes, and make meetings', async () => {
    const words = "startswith(displayName,'o''h') or startswith(mail,'o''h') or startswith(userPrincipalName,'o''h')";
    app.play(
      {
        request: at('GET', '/users', {
          $filter: words,
          $select: 'id,displayName,mail,userPrincipalName',
          $top: 20,
        }),
        json: { value: [{ id: 'u2' }] },
      },
      { request: at('POST', '/me/onlineMeetings'), status: 201, json: { id: 'o1', joinWebUrl: 'https://x.example' } },
    );
    expect(await run('findPeople', { words: "o'h" })).toEqual({ people: [{ id: 'u2' }] });
    expect(await run('createMeeting')).toMatchObject({ joinWebUrl: 'https://x.example' });
    expect(bodies()[1]).toEqual({
      subject: 'Planning',
      startDateTime: '2026-12-01T10:00:00+01:00',
      endDateTime: '2026-12-01T11:00:00+01:00',
    });
  });
});
