import { defineContract } from '../kit/index.ts';

const reason =
  "the maker's description is not at hand; paths and fields were held against Zoom's own package @zoom/rivet 0.4.0";

export default defineContract({ descriptions: [], skip: { '*': reason } });
