import { expect, test } from 'vitest';
import { startFailure } from './start-failure.ts';

test.each([
  [
    'FATAL:  could not write to file "pg_wal/xlogtemp.29": No space left on device',
    /The disk that holds \/data is full/,
  ],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', /too little shared memory/],
  ['FATAL:  could not create shared memory segment: No space left on device', /too little shared memory/],
  [
    'DETAIL:  The data directory was initialized by PostgreSQL version 17, which is not compatible',
    /made by PostgreSQL 17/,
  ],
  ['FATAL:  data directory "/data" has invalid permissions', /can't be narrowed to one user/],
  [
    'initdb: error: could not look up effective user ID 1234: user does not exist',
    /The user 1234 .* no entry in \/etc\/passwd/,
  ],
  ['FATAL:  could not open file "/data/x": Permission denied', /can't be read or written/],
  ['EROFS: read-only file system, mkdir', /only be read/],
  ["ENOENT: no such file or directory, mkdir '/data'", /only be read/],
  ['something new', /could not start in \/data\. The last lines were:\n {2}LOG: {2}starting\n {2}something new$/],
])('%s', (said, sentence) => {
  const error = startFailure('/data', `LOG:  starting\n${said}\n`);
  expect(error.message).toMatch(sentence);
  expect(error.message).toContain(said);
  expect(error.remedy).toMatch(/\.$/);
});
