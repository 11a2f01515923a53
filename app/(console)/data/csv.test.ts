import { expect, it } from 'vitest';
import { csvText } from './csv.ts';

it('quotes what would break a row, and lets no text of an app become a formula', () => {
  expect(csvText([['a', 1, null, 'x,y', 'say "hi"', 'two\nlines']])).toBe('a,1,,"x,y","say ""hi""","two\nlines"\r\n');
  expect(csvText([['=cmd()', '-1', '+1', '@x', -1]])).toBe("'=cmd(),'-1,'+1,'@x,-1\r\n");
});
