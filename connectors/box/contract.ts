import { defineContract } from '../kit/index.ts';

const reason =
  'Box’s description is not at hand; paths, methods, parameters and bodies were compared with box-node-sdk 10.12.0, which is generated from it, by hand';

/** No description to judge by. What the tests replay is held against Box's own client package. */
export default defineContract({ descriptions: [], skip: { '*': reason } });
