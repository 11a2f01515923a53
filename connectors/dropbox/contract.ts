import { defineContract } from '../kit/index.ts';

const reason =
  'Dropbox publishes its API in a language of its own (Stone) and no OpenAPI description; routes, arguments and answers were compared with the dropbox package 10.34.0 by hand';

/** No description to judge by. What the tests replay is held against Dropbox's own client package. */
export default defineContract({ descriptions: [], skip: { '*': reason } });
