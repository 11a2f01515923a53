import { AppCallError, type Json, type Page } from '#connectors/kit/index.ts';
import { isKey } from '#server/records/record-key.ts';

const mostRows = 2 ** 31 - 1;

/**
 * What a page says beside its rows, as far as it can be kept. A key that no record can have is nobody's deletion, and a
 * number of rows that can't be one is as good as none.
 */
export function checkPage(page: Page): Page {
  refuseUnstorable(page.next, 'page marker');
  refuseUnstorable(page.watermark, 'mark of its changes');
  const { total, deleted, ...rest } = page;
  const isCount = Number.isInteger(total) && total !== undefined && total >= 0 && total <= mostRows;
  return { ...rest, ...(isCount && { total }), ...(deleted && { deleted: deleted.filter(isKey) }) };
}

// In the text that JSON is, what PostgreSQL has no place for stands behind an odd number of backslashes.
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

function refuseUnstorable(mark: Json | undefined, what: string): void {
  if (mark === undefined || mark === null || typeof mark === 'number') return;
  if (!unstorable.test(JSON.stringify(mark))) return;
  throw new AppCallError(`It gave a ${what} with a character that can't be stored, so it can't be read on.`, {
    class: 'protocol',
    code: 'unreadable_mark',
  });
}
