import { z } from 'zod';
import { defineConnector } from '../../../../../connectors/kit/index.ts';
import { rotatingApp } from '../../rotating-app.ts';

export default defineConnector({
  ...rotatingApp({ name: 'Stepping', reuse: undefined }),
  auth: {
    kind: 'token',
    fields: z.object({
      origin: z.string().meta({ title: 'Address' }),
      key: z.string().meta({ title: 'Key', secret: true }),
    }),
    steps: [
      {
        name: 'login',
        method: 'POST',
        url: '{{origin}}/steps',
        json: { key: '{{key}}' },
        take: { token: 'token' },
        expiresIn: 'expires_in',
      },
    ],
    place: { headers: { authorization: 'Bearer {{login.token}}' } },
  },
});
