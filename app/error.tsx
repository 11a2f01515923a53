'use client';

import { Button } from './ui/button.tsx';
import { OutsidePage } from './ui/outside-page.tsx';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <OutsidePage title="This page could not be shown">
      <p className="text-muted">
        Something went wrong while Portico was putting it together. Nothing was changed.
        {error.digest && ` The log has it under ${error.digest}.`}
      </p>
      <Button look="primary" onClick={reset} className="self-start">
        Try again
      </Button>
    </OutsidePage>
  );
}
