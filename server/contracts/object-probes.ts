import { z } from 'zod';
import type { Contract } from '#connectors/kit/contract.ts';
import type { ConnectorObject, Json } from '#connectors/kit/index.ts';
import { type Context, mostPages, type Probe } from './probes.ts';

/** A row came that the declared row does not take. */
export class RowProblem extends Error {}

interface Seen {
  problem?: string;
  key?: string;
  watermark?: Json;
}

/** What one object can be asked for: all rows, what changed, its fields, one row, and to write. */
export function objectProbes(
  name: string,
  object: ConnectorObject<z.ZodType, Record<string, unknown>>,
  contract: Contract,
): Probe[] {
  const given = contract.objects?.[name];
  const seen: Seen = {};
  const named = (part: string) => `objects.${name}.${part}`;
  const skip = given?.skip;
  const probes: Probe[] = [{ name: named('pull'), run: (context) => pullAll(context, object, 'full', null, seen) }];
  if (object.incremental)
    probes.push({
      name: named('incremental'),
      run: (context) => {
        const watermark = given?.watermark === undefined ? seen.watermark : z.json().parse(given.watermark);
        if (watermark === undefined || watermark === null)
          throw new Error('the full pull gave no watermark; name one in the contract (objects.….watermark)');
        return pullAll(context, object, 'incremental', watermark, {});
      },
    });
  const { describe: fieldsOf, get, upsert } = object;
  if (fieldsOf !== undefined)
    probes.push({ name: named('describe'), run: async (context) => void (await fieldsOf(context)) });
  if (get !== undefined)
    probes.push({
      name: named('get'),
      run: async (context) => {
        const key = given?.key ?? seen.key;
        if (key === undefined)
          throw new Error('no row came to take a key from; name one in the contract (objects.….key)');
        await get(context, key);
      },
    });
  if (upsert !== undefined)
    probes.push({
      name: named('upsert'),
      run: async (context) => {
        for (let at = 0; at < upsert.example.length; at += upsert.batch)
          await upsert.write(context, upsert.example.slice(at, at + upsert.batch), {
            idempotencyKey: `contract-run-${at}`,
          });
      },
    });
  return probes.map((probe) => ({ ...probe, ...(skip !== undefined && { skip }) }));
}

async function pullAll(
  context: Context,
  object: ConnectorObject<z.ZodType, Record<string, unknown>>,
  mode: 'full' | 'incremental',
  watermark: Json,
  seen: Seen,
) {
  let cursor: Json = null;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await object.pull(context, { mode, cursor, watermark });
    for (const row of page.rows) {
      const parsed = object.row.safeParse(row);
      const [issue] = parsed.error?.issues ?? [];
      if (issue !== undefined) seen.problem ??= `${issue.path.join('.') || 'the row'}: ${issue.message}`;
      if (parsed.success) seen.key ??= object.key(parsed.data, context.settings);
    }
    if (page.watermark !== undefined) seen.watermark = page.watermark;
    if (page.next === null) break;
    if (pages === mostPages - 1) throw new Error(`it does not end: ${mostPages} pages, and a next one each time`);
    cursor = page.next;
  }
  if (seen.problem !== undefined) throw new RowProblem(seen.problem);
}
