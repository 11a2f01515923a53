import { defineContract } from '../kit/index.ts';

const restapi = 'https://na3.docusign.net/restapi';
const envelopeId = '93be49ab-afa0-4adf-933c-f752070d71ec';
const templateId = '6a3b5c1e-3f0a-4b8e-9d55-2f1f5a7c9b10';

const envelope = '/v2.1/accounts/{accountId}/envelopes/{envelopeId}';

export default defineContract({
  descriptions: [{ name: 'docusign', url: restapi }],
  learnt: { accountId: '4799', api: `${restapi}/v2.1/accounts/4799` },
  objects: { envelope: { key: envelopeId }, template: { key: templateId } },
  options: { roles: { parent: { template: templateId } } },
  // The examples say «text» where an error's code would stand.
  answers: {
    [`PUT ${envelope}`]: { envelopeId },
    [`POST ${envelope}/recipients`]: { recipientCount: '2' },
    [`PUT ${envelope}/recipients`]: {},
    [`DELETE ${envelope}/recipients`]: { recipientCount: '1' },
  },
  skip: {
    lookUp: 'the sign-in server (account.docusign.com) is not in the description',
    'objects.envelope.describe': 'the trimmed description leaves out /custom_fields',
    'actions.getFormData': 'the trimmed description leaves out /envelopes/{envelopeId}/form_data',
  },
});
