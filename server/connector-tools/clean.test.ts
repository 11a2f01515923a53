import { describe, expect, it } from 'vitest';
import { clean } from './clean.ts';

describe('clean', () => {
  it('takes out secrets that were given, wherever they stand', () => {
    const recorded = {
      request: 'GET https://api.acme.example/v1?key=a%2Fb%2Fc%2Fd',
      json: { echo: 'you sent a/b/c/d' },
    };
    expect(JSON.stringify(clean(recorded, ['a/b/c/d']))).not.toMatch(/a\/b\/c|a%2Fb/);
  });

  it('takes out what is called like a secret, and leaves a page’s mark', () => {
    expect(
      clean({ access_token: 'x1', webhookSecret: 'x2', keys: [{ apiKey: 'x3' }], nextPageToken: 'p2', tokens: 5 }, []),
    ).toEqual({
      access_token: '[secret]',
      webhookSecret: '[secret]',
      keys: [{ apiKey: '[secret]' }],
      nextPageToken: 'p2',
      tokens: 5,
    });
  });

  it('takes out what looks like a secret', () => {
    const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc';
    expect(clean([`see ${jwt}`, 'sk_live_0123456789abcdef', 'task_list'], [])).toEqual([
      'see [secret]',
      '[secret]',
      'task_list',
    ]);
  });

  it('gives each person the same made-up address throughout', () => {
    expect(
      clean(
        { a: 'Mara <Mara@Globex.com>', b: ['mara@globex.com', 'bo@globex.com'], c: 'GET /people/mara%40globex.com' },
        [],
      ),
    ).toEqual({
      a: 'Mara <person1@example.com>',
      b: ['person1@example.com', 'person2@example.com'],
      c: 'GET /people/person1%40example.com',
    });
  });
});
