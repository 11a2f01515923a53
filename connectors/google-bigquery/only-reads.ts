import { AppCallError } from '../kit/index.ts';

/** Comments and texts, in which a word or a semicolon means nothing. */
const asides =
  /--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|[rb]{0,2}"""(?:\\[\s\S]|[\s\S])*?"""|[rb]{0,2}'''(?:\\[\s\S]|[\s\S])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`/gi;

/** One statement that asks: what begins so can change nothing in BigQuery, unless a pipe ends in it; a second statement is not let through. */
export function onlyReads(query: string): string {
  const bare = query.replace(asides, (text) => (/^(--|#|\/\*)/.test(text) ? ' ' : "''")).trim();
  const isQuestion = /^\(*\s*(select|with|from)\b/i.test(bare);
  const isOne = !/;\s*\S/.test(bare);
  const writes = /\|>\s*(insert|create|export)\b/i.test(bare);
  if (isQuestion && isOne && !writes) return query;
  throw new AppCallError('One SELECT at a time. For anything that changes data there is «Run a statement».', {
    class: 'invalid',
    code: 'not_a_select',
    field: 'query',
  });
}
