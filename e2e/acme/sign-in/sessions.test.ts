import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { users } from '../accounts.ts';
import { Sessions } from './sessions.ts';

test.each([
  ['https://acme.test', true],
  ['http://localhost:4701', false],
])('the cookie of %s is marked Secure: %s', (origin, isSecure) => {
  const [user] = users;
  if (user === undefined) throw new Error('Acme has users.');
  const res = new ServerResponse(new IncomingMessage(new Socket()));
  new Sessions(origin).begin(res, user);
  expect(String(res.getHeader('set-cookie')).includes('; Secure')).toBe(isSecure);
});
