import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';
import { campaign } from '../objects/rows.ts';

const id = z.string().min(1).meta({ title: 'Campaign', options: 'campaigns' });
const path = (campaignId: string, rest: string) => `/campaigns/${encodeURIComponent(campaignId)}${rest}`;

export const createCampaign = defineAction({
  title: 'Create a campaign',
  description: 'A draft: nothing is sent.',
  input: z.object({
    audience: z.string().min(1).meta({ title: 'Audience', options: 'audiences' }),
    subject: z.string().min(1).max(150).meta({ title: 'Subject' }),
    fromName: z.string().min(1).max(100).meta({ title: 'Name of the sender' }),
    replyTo: z.email().meta({ title: 'Reply to', description: 'A verified address.' }),
    html: z.string().optional().meta({ title: 'HTML', multiline: true }),
  }),
  output: campaign,
  effect: 'writes',
  repeat: 'none',
  example: { audience: 'a1b2c3d4e5', subject: 'New lamps', fromName: 'Acme', replyTo: 'shop@acme.example' },
  run: async ({ http }, input) => {
    const settings = { subject_line: input.subject, from_name: input.fromName, reply_to: input.replyTo };
    const json = { type: 'regular', recipients: { list_id: input.audience }, settings };
    const { body } = await http.post('/campaigns', campaign, { json });
    if (input.html !== undefined)
      await http.put(path(body.id, '/content'), z.unknown(), { json: { html: input.html }, repeatable: true });
    return body;
  },
});

export const sendCampaign = defineAction({
  title: 'Send a campaign',
  description: 'To everybody that it is meant for, at once.',
  input: z.object({ campaign: id }),
  output: z.null(),
  effect: 'destroys',
  // One that was sent is refused.
  repeat: 'natural',
  example: { campaign: '42694e9e57' },
  run: async ({ http }, input) => {
    await http.post(path(input.campaign, '/actions/send'), z.unknown());
    return null;
  },
});
