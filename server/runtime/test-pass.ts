import type { Connector, Json, Page } from '#connectors/kit/index.ts';

type ConnectorObject = Connector['objects'][string];

type Rows = Record<string, unknown>[];

/** Reads a whole pass as the engine does, and says what it brought. */
export async function readPass(
  object: ConnectorObject | undefined,
  context: Parameters<ConnectorObject['pull']>[0],
  pass: { mode: 'full' | 'incremental'; watermark?: Json; afterPage?: (page: Page, number: number) => Promise<void> },
): Promise<{ rows: Rows; pages: Page[]; watermark: Json }> {
  if (object === undefined) throw new Error('The connector has no such object.');
  const pages: Page[] = [];
  const rows: Rows = [];
  let cursor: Json = null;
  do {
    // As it is stored between two pages.
    const page = await object.pull(context, {
      mode: pass.mode,
      cursor: JSON.parse(JSON.stringify(cursor)),
      watermark: pass.watermark ?? null,
    });
    pages.push(page);
    for (const row of page.rows) rows.push(object.row.parse(row) as Record<string, unknown>);
    cursor = page.next;
    await pass.afterPage?.(page, pages.length);
  } while (cursor !== null);
  return { rows, pages, watermark: pages.at(-1)?.watermark ?? null };
}
