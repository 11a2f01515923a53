import { defineContract } from '../kit/index.ts';

const reason =
  'Intercom’s description is not at hand; requests and rows were compared with its client package intercom-client 7.0.3 by hand';

/** No description to judge by. What the tests replay is held against Intercom's own client package. */
export default defineContract({ descriptions: [], skip: { '*': reason } });
