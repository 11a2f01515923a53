import { z } from 'zod';

/** Where the API is. */
export const before = z.object({
  origin: z
    .url({ protocol: /^https?$/, error: 'Write the whole address, such as https://api.example.com/v1.' })
    .regex(/^[^?#]*$/, 'Leave out everything from ? or # on.')
    .meta({ title: 'Address of the API', placeholder: 'https://api.example.com/v1' }),
  checkPath: z.string().trim().default('').meta({
    title: 'Path to try',
    placeholder: '/me',
    description: 'Asked once a day to see that the access still works. Empty: the address itself.',
  }),
});
