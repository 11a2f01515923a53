import { defineContract } from '../kit/index.ts';
import { objects } from './objects/objects.ts';
import { triggers } from './triggers.ts';

const noQuery = 'SOQL, describe and collections are not in the description';
const skipped = (part: string, names: string[]) =>
  Object.fromEntries(names.map((name) => [`${part}.${name}`, noQuery]));

export default defineContract({
  descriptions: [{ name: 'salesforce', url: 'https://acme.my.salesforce.com/services/data/v66.0' }],
  learnt: { instance_url: 'https://acme.my.salesforce.com' },
  settings: { customObject: 'Region__c' },
  skip: {
    check: noQuery,
    ...skipped('objects', Object.keys(objects)),
    ...skipped('triggers', Object.keys(triggers)),
    ...skipped('actions', ['findContact', 'findLead', 'query']),
    ...skipped('options', ['users', 'accounts', 'campaigns', 'opportunityStages', 'leadStatuses', 'caseStatuses']),
    'actions.upsertRecord': 'an external ID field is the account’s own',
    'actions.addToCampaign': 'campaign members are not in the description',
  },
});
