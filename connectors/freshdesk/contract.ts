import { defineContract } from '../kit/index.ts';

const reason = 'Freshdesk publishes no description; the requests were compared with its reference by hand';

/** No description to judge by. What the tests replay has the shapes of Freshdesk's reference. */
export default defineContract({ descriptions: [], skip: { '*': reason } });
