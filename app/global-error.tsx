'use client';

import './globals.css';
import { Button } from './ui/button.tsx';
import { OutsidePage } from './ui/outside-page.tsx';

/** Stands in for the whole page when even its frame failed. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · Portico</title>
        <OutsidePage title="This page could not be shown">
          <p className="text-muted">Portico may be starting, or its database may be down. Nothing was changed.</p>
          <Button look="primary" onClick={reset} className="self-start">
            Try again
          </Button>
        </OutsidePage>
      </body>
    </html>
  );
}
