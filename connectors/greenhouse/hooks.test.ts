import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hooks, triggers } from './test-greenhouse.ts';

const request = (text: string, signature?: string) => ({
  method: 'POST',
  url: new URL('https://p.example/h'),
  headers: new Headers(signature === undefined ? {} : { signature }),
  body: Buffer.from(text),
});
const read = (action: string, payload: object = {}) => hooks?.events(request(JSON.stringify({ action, payload })));

it('signatures are checked over the very bytes', () => {
  const text = '{"action":"ping", "payload":{"name":"Zo\\u00eb"}}';
  const right = `sha256 ${createHmac('sha256', 'secret').update(text).digest('hex')}`;
  const verify = (signature: string | undefined, body = text) =>
    typeof hooks?.verify === 'function'
      ? hooks.verify(request(body, signature), { secret: 'secret' }, new Date())
      : undefined;
  expect(verify(right)).toEqual({ ok: true });
  expect(verify(right, `${text} `)).toEqual({ ok: false, because: 'bad_signature' });
  expect(verify(right.replace('sha256 ', 'sha1 '))).toEqual({ ok: false, because: 'missing_header' });
  expect(verify(undefined)).toEqual({ ok: false, because: 'missing_header' });
});

describe('events', () => {
  const application = { id: 71980812, candidate: { id: 60304594 } };

  it.each([
    ['new_candidate_application', { application }, 'application', '71980812'],
    ['hire_candidate', { application }, 'application', '71980812'],
    ['delete_application', { application }, 'application', '71980812'],
    ['update_candidate', { candidate: { id: 5 } }, 'candidate', '5'],
    ['delete_candidate', { person: { id: 6 } }, 'candidate', '6'],
    ['candidate_anonymized', { candidate_id: 7, anonymized_fields: [] }, 'candidate', '7'],
    ['offer_created', { id: 8, application_id: 1 }, 'offer', '8'],
    ['offer_deleted', { offer: { id: 9 } }, 'offer', '9'],
    ['job_updated', { job: { id: 10 } }, 'job', '10'],
    ['job_approved', { job: { id: 11 }, approval_flow: {} }, 'job', '11'],
  ])('%s names its row', (action, payload, object, key) => {
    expect(read(action, payload)).toMatchObject([{ id: '', type: action, object, key, data: { action, payload } }]);
  });

  it('of other things name none', () => {
    expect(read('job_post_created', { id: 1, job_id: 2 })).toEqual([
      { id: '', type: 'job_post_created', data: { action: 'job_post_created', payload: { id: 1, job_id: 2 } } },
    ]);
    expect(read('scorecard_deleted', { scorecard: { id: 1 } })?.[0]).not.toHaveProperty('object');
  });

  it('answer the question whether somebody listens, and refuse what is none', () => {
    expect(read('ping')).toEqual([]);
    expect(() => hooks?.events(request('[]'))).toThrow('without an action');
    expect(() => hooks?.events(request('<xml/>'))).toThrow('without an action');
  });

  it('are of the triggers’ shape', () => {
    for (const trigger of Object.values(triggers)) {
      const [action = ''] = trigger.via === 'hook' ? trigger.events : [];
      const [event] = read(action, { application }) ?? [];
      expect(trigger.output.safeParse(event?.data).success).toBe(true);
    }
  });
});
