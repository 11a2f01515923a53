import type { Contract } from '#connectors/kit/contract.ts';
import type { Connector } from '#connectors/kit/index.ts';
import { isNode } from '../openapi/json-node.ts';
import type { Witness } from './witness.ts';

export interface RowsVerdict {
  object: string;
  rows: number;
  /** What the declared row does not take of the maker's own examples. */
  problems: string[];
}

/** Whether each declared row parses the rows of the descriptions' own examples. */
export function judgeRows(connector: Connector, contract: Contract, witnesses: Witness[]): RowsVerdict[] {
  return Object.entries(connector.objects).flatMap(([name, object]) => {
    const given = contract.objects?.[name]?.row;
    if (given === undefined || contract.skip?.[`objects.${name}.row`] !== undefined) return [];
    const example = witnesses.map((witness) => witness.exampleOf(given.operation)).find((found) => found !== undefined);
    if (example === undefined) return [];
    const rows = [at(example, given.path)].flat().filter((row) => row !== undefined);
    const problems = rows.flatMap((row) => {
      const parsed = object.row.safeParse(row);
      const [issue] = parsed.error?.issues ?? [];
      return issue === undefined ? [] : [`${given.operation}: ${issue.path.join('.') || 'the row'}: ${issue.message}`];
    });
    return [{ object: name, rows: rows.length, problems: [...new Set(problems)].slice(0, 3) }];
  });
}

function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path.split('.').reduce<unknown>((found, part) => {
    if (Array.isArray(found)) return found.map((item) => (isNode(item) ? item[part] : undefined));
    return isNode(found) ? found[part] : undefined;
  }, value);
}
