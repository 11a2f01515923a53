import { defineContract } from '../kit/index.ts';

const reason = 'Calendly’s description is not at hand; paths and parameters were compared with its reference by hand';

/** No description to judge by. What the tests replay has the shapes of Calendly's reference. */
export default defineContract({ descriptions: [], skip: { '*': reason } });
