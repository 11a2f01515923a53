import { z } from 'zod';
import { defineAction } from '../../kit/index.ts';

const number = z.string().regex(/^\d+$/, 'A number.');

export const decideTimeOff = defineAction({
  title: 'Approve or deny time off',
  input: z.object({
    request: number.meta({ title: 'Request' }),
    status: z
      .enum(['approved', 'denied', 'canceled'])
      .meta({ title: 'Decision', choices: { approved: 'Approved', denied: 'Denied', canceled: 'Cancelled' } }),
    note: z.string().optional().meta({ title: 'Note' }),
  }),
  output: z.object({ request: z.string() }),
  effect: 'writes',
  repeat: 'natural',
  scopes: ['time_off.write'],
  example: { request: '1342', status: 'approved' },
  run: async ({ http }, { request, ...json }) => {
    await http.put(`/api/v1/time_off/requests/${encodeURIComponent(request)}/status`, z.unknown(), {
      json,
      repeatable: true,
    });
    return { request };
  },
});

const away = z.array(z.looseObject({ type: z.string(), name: z.string(), start: z.string(), end: z.string() }));

export const whoIsOut = defineAction({
  title: 'Who is out',
  input: z.object({
    from: z.iso.date().optional().meta({ title: 'From', description: 'Empty: today.' }),
    to: z.iso.date().optional().meta({ title: 'To', description: 'Empty: two weeks later.' }),
  }),
  output: z.object({ out: away }),
  effect: 'reads',
  repeat: 'natural',
  scopes: ['time_off'],
  example: { from: '2026-12-01', to: '2026-12-14' },
  run: async ({ http }, { from, to }) => ({
    out: (await http.get('/api/v1/time_off/whos_out', away, { query: { start: from, end: to } })).body,
  }),
});

const comment = z.looseObject({ id: z.union([z.string(), z.number()]).optional() });

export const commentOnApplication = defineAction({
  title: 'Comment on an application',
  input: z.object({
    application: number.meta({ title: 'Application' }),
    text: z.string().min(1).meta({ title: 'Text', multiline: true }),
  }),
  output: comment,
  effect: 'writes',
  repeat: 'none',
  scopes: ['hiring:applications.write'],
  example: { application: '7', text: 'Please call her.' },
  run: async ({ http }, { application, text }) =>
    (
      await http.post(`/api/v1/applicant_tracking/applications/${encodeURIComponent(application)}/comments`, comment, {
        json: { type: 'comment', comment: text },
      })
    ).body,
});

const moved = z.looseObject({});

export const moveApplication = defineAction({
  title: 'Move an application to another status',
  input: z.object({
    application: number.meta({ title: 'Application' }),
    status: number.meta({ title: 'Status', options: 'statuses' }),
  }),
  output: moved,
  effect: 'writes',
  repeat: 'natural',
  scopes: ['hiring:applications.write'],
  example: { application: '7', status: '2' },
  run: async ({ http }, { application, status }) =>
    (
      await http.post(`/api/v1/applicant_tracking/applications/${encodeURIComponent(application)}/status`, moved, {
        json: { status: Number(status) },
        repeatable: true,
      })
    ).body,
});
