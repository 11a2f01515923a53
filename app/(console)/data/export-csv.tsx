'use client';

import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { csvText } from './csv.ts';

const most = 10_000;

interface ExportCsvProps<Item> {
  /** The name of the file, without its ending. */
  name: string;
  head: string[];
  cells: (item: Item) => (string | number | null)[];
  load: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>;
}

/** The list as it is filtered, as a file: all of its pages, as far as a spreadsheet is still useful. */
export function ExportCsv<Item>({ name, head, cells, load }: ExportCsvProps<Item>) {
  const [state, setState] = useState<'' | 'busy' | 'failed' | 'cut'>('');
  const run = async () => {
    setState('busy');
    const rows: (string | number | null)[][] = [head];
    let cursor: string | undefined;
    try {
      do {
        const page = await load(cursor);
        rows.push(...page.items.map(cells));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined && rows.length <= most);
    } catch {
      setState('failed');
      return;
    }
    save(`${name}.csv`, csvText(rows));
    setState(cursor === undefined ? '' : 'cut');
  };
  return (
    <>
      {state === 'failed' && <p className="text-12 text-failed">The list could not be read. Try again.</p>}
      {state === 'cut' && <p className="text-12 text-faint">The file holds the first {numberWords(most)}.</p>}
      <Button busy={state === 'busy'} onClick={() => void run()}>
        Export as CSV
      </Button>
    </>
  );
}

function save(file: string, text: string): void {
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
