import { defineContract } from '../kit/index.ts';

const reason =
  "the maker's description is not at hand; paths were held against its own package @mailchimp/mailchimp_marketing 3.0.80";

export default defineContract({ descriptions: [], skip: { '*': reason } });
