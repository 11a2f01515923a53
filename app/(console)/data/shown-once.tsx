'use client';

import type { ReactNode } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';

interface ShownOnceProps {
  secret: string;
  what: string;
  children?: ReactNode;
  onDone: () => void;
}

/** A secret that Portico itself cannot show again: it keeps only what it needs to recognise it. */
export function ShownOnce({ secret, what, children, onDone }: ShownOnceProps) {
  return (
    <div className="flex flex-col gap-4">
      <Callout
        tone="attention"
        title={`Copy the ${what} now`}
        text="It is shown this one time only. If it gets lost, make a new one."
      />
      <CodeBlock code={secret} what={what} wrap />
      {children}
      <div className="flex justify-end">
        <Button look="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}
