import { defineContract } from '../kit/index.ts';

const reason = 'Okta’s description is not at hand; the requests were compared with its reference by hand';

/** No description to judge by. What the tests replay has the shapes of Okta's reference. */
export default defineContract({ descriptions: [], skip: { '*': reason } });
