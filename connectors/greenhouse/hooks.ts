import { z } from 'zod';
import { AppCallError, type ConnectorHooks, hmacSignature, type Json } from '../kit/index.ts';

const id = z.union([z.int(), z.string().min(1)]).transform(String);
const thing = z.looseObject({ id }).optional().catch(undefined);
const told = z.looseObject({
  action: z.string().min(1),
  payload: z.looseObject({
    application: thing,
    candidate: thing,
    person: thing,
    job: thing,
    offer: thing,
    id: id.optional().catch(undefined),
    candidate_id: id.optional().catch(undefined),
  }),
});
type Told = z.output<typeof told>;

/** What stands where depends on the event: https://developers.greenhouse.io/webhooks.html */
function subjectOf({ action, payload }: Told): { object: string; key: string } | undefined {
  const { application, candidate, person, job, offer } = payload;
  const of = (object: string, key: string | undefined) => (key === undefined ? undefined : { object, key });
  if (action.startsWith('offer_')) return of('offer', offer?.id ?? payload.id);
  if (action.startsWith('job_') && !/^job_(post|interview)/.test(action)) return of('job', job?.id);
  if (action === 'update_candidate') return of('candidate', candidate?.id);
  if (action === 'candidate_anonymized') return of('candidate', payload.candidate_id);
  return of('application', application?.id) ?? of('candidate', person?.id);
}

/** Made by hand at Greenhouse, with a secret that the customer chooses. */
export const hooks: ConnectorHooks = {
  secretFrom: 'customer',
  // `Signature: sha256 37d2…`, over the body as it is. There is no time in it.
  verify: hmacSignature({ header: 'signature', prefix: 'sha256 ', encoding: 'hex' }),
  events: ({ body }) => {
    const { event, data } = read(body);
    // Asked once, when the webhook is made.
    if (event.action === 'ping') return [];
    // `Greenhouse-Event-ID` is the delivery's; a second one is known by its body.
    return [{ id: '', type: event.action, ...subjectOf(event), data }];
  },
};

function read(body: Uint8Array): { event: Told; data: Json } {
  try {
    const data = z.json().parse(JSON.parse(new TextDecoder().decode(body)));
    return { event: told.parse(data), data };
  } catch (cause) {
    throw new AppCallError('Greenhouse sent a webhook without an action.', {
      class: 'protocol',
      code: 'unreadable_hook',
      cause,
    });
  }
}
