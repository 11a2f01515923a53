import { defineContract } from '../kit/index.ts';

const reason =
  'monday’s GraphQL schema isn’t at hand; fields and arguments were compared with the types of the client package @mondaydotcomorg/api 14.0.0 by hand';

/** No schema to judge by. What the tests replay has the shapes of monday's reference. */
export default defineContract({ descriptions: [], skip: { '*': reason } });
