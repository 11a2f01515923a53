import { z } from 'zod';
import { AppCallError, type ConnectorHooks, type HookRequest, hmacOf, isAppCallError, isSame } from '../kit/index.ts';

const told = z.looseObject({
  event: z.string(),
  configurationId: z.union([z.string(), z.number()]).nullish(),
  generatedDateTime: z.string().nullish(),
  data: z.looseObject({
    accountId: z.string().nullish(),
    userId: z.string().nullish(),
    envelopeId: z.string().nullish(),
    templateId: z.string().nullish(),
    recipientId: z.union([z.string(), z.number()]).nullish(),
  }),
});
const made = z.looseObject({ connectId: z.string().min(1) });
/** An account may have a hundred keys; each signs with a header of its own. */
const mostSignatures = 100;

/**
 * https://developers.docusign.com/platform/webhooks/connect/validate/: over the very bytes, by each key of the account. One
 * right signature is enough, so that keys can be changed while hooks come in. They carry no time.
 */
const verify: Exclude<ConnectorHooks['verify'], 'none'> = ({ headers, body }, { secret }) => {
  const keys = secret.split(/[\s,]+/).filter((key) => key !== '');
  const signatures: string[] = [];
  for (let number = 1; number <= mostSignatures; number++) {
    const signature = headers.get(`x-docusign-signature-${number}`);
    if (signature === null) break;
    signatures.push(signature);
  }
  if (signatures.length === 0 || keys.length === 0) return { ok: false, because: 'missing_header' };
  const right = keys.map((key) => hmacOf('sha256', key, body).toString('base64'));
  // Every one is compared, so that the time taken tells nothing.
  const matches = right.flatMap((one) => signatures.map((signature) => isSame(signature, one)));
  return matches.includes(true) ? { ok: true } : { ok: false, because: 'bad_signature' };
};

export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify,
  events: (request) => {
    const { event, configurationId, generatedDateTime, data } = read(request);
    const { accountId, envelopeId, templateId, recipientId } = data;
    const key = envelopeId ?? templateId;
    // It has no id of its own; a second delivery is the same in all of these.
    const id = [configurationId, event, key, recipientId, generatedDateTime].map((part) => part ?? '').join('/');
    return [
      {
        id,
        type: event,
        account: accountId ?? undefined,
        at: generatedDateTime ?? undefined,
        ...(key && { object: envelopeId ? 'envelope' : 'template', key }),
        data: z.json().parse({ event, at: generatedDateTime ?? null, ...data }),
      },
    ];
  },
  // A Connect configuration of the customer's account, signed with the keys of the app's own (`integratorManaged`).
  subscribe: async ({ http }, { url, events }) => {
    const json = {
      configurationType: 'custom',
      name: 'Portico',
      urlToPublishTo: url,
      allUsers: 'true',
      allowEnvelopePublish: 'true',
      enableLog: 'true',
      deliveryMode: 'SIM',
      requiresAcknowledgement: 'true',
      events,
      eventData: { version: 'restv2.1', includeData: ['recipients', 'custom_fields'] },
      includeHMAC: 'true',
      integratorManaged: 'true',
    };
    const { body } = await http.post('/connect', made, { json });
    return { id: body.connectId };
  },
  unsubscribe: async ({ http }, { id }) => {
    try {
      await http.delete(`/connect/${encodeURIComponent(id)}`, z.unknown(), { repeatable: true });
    } catch (error) {
      if (!isAppCallError(error) || error.details.class !== 'not_found') throw error;
    }
  },
};

function read({ body }: HookRequest): z.output<typeof told> {
  try {
    return told.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    const sentence =
      'Docusign sent a hook that is no event in JSON: the Connect configuration must send JSON, one event at a time.';
    throw new AppCallError(sentence, { class: 'protocol', code: 'unreadable_hook', cause });
  }
}
