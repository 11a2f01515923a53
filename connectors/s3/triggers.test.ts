import { describe, expect, it } from 'vitest';
import type { Json } from '../kit/index.ts';
import { app, contents, context, date, list, listed, triggers } from './test-s3.ts';

describe('the trigger', () => {
  it('begins with nothing, then tells what was written since, oldest first, once it is seen', async () => {
    const trigger = triggers.objectWritten;
    if (trigger?.via !== 'poll') throw new Error('It is no poll.');
    const look = (cursor: Json) => trigger.poll(context({ prefix: 'in/' }), { cursor });
    app.play({ request: list({ prefix: 'in/' }, 1), ...listed(contents('in/there')) });
    const begun = await look(null);
    expect(begun.items).toEqual([]);
    const later = (minute: number) => `2026-11-21T09:${String(minute).padStart(2, '0')}:00.000Z`;
    app.play(
      { request: list({ prefix: 'in/' }), ...listed(contents('in/there') + contents('in/b', later(9)), 't') },
      { request: list({ prefix: 'in/', 'continuation-token': 't' }), ...listed(contents('in/c', later(3))) },
    );
    const first = await look(begun.cursor);
    expect(first.items.map(({ id, version }) => [id, version])).toEqual([
      ['in/c', `${later(3)} "0cc175b9"`],
      ['in/b', `${later(9)} "0cc175b9"`],
    ]);
    expect(first.cursor).toMatchObject({ token: null, since: new Date(date).toISOString() });
    app.play({ request: list({}, 1), ...listed('') });
    expect((await trigger.poll(context(), { cursor: first.cursor })).items).toEqual([]);
  });

  it('goes on at the next look where there are too many', async () => {
    const trigger = triggers.objectWritten;
    if (trigger?.via !== 'poll') throw new Error('It is no poll.');
    const begun = { prefix: '', begun: date, since: date, token: null, start: null };
    const page = (place: number) => ({
      request: list(place === 0 ? {} : { 'continuation-token': `t${place}` }),
      ...listed(contents(`k${place}`, '2026-11-21T09:01:00.000Z'), place === 20 ? '' : `t${place + 1}`),
    });
    app.play(...Array.from({ length: 20 }, (_, place) => page(place)));
    const first = await trigger.poll(context(), { cursor: begun });
    expect([first.items.length, first.cursor]).toMatchObject([20, { token: 't20', since: date }]);
    app.play(page(20));
    const second = await trigger.poll(context(), { cursor: first.cursor });
    expect([second.items.length, second.cursor]).toMatchObject([
      1,
      { token: null, since: new Date(date).toISOString() },
    ]);
  });
});
