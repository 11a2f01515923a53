import { defineContract } from '../kit/index.ts';

/** The tests of this folder speak to a real server instead. */
export default defineContract({
  descriptions: [],
  skip: { '*': 'PostgreSQL speaks no HTTP: every statement is run against a real server in this folder’s tests' },
});
