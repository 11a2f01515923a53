'use client';

import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import type { Outputs } from '../../data/trpc.ts';
import { useSigned } from '../../shell/environment.tsx';

interface ExportCustomerProps {
  customer: Outputs['customers']['get'];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Everything that is kept of a customer as a file, for whoever has the right to ask for it. */
export function ExportCustomer({ customer, open, onOpenChange }: ExportCustomerProps) {
  const { environment } = useSigned();
  const { id, name } = customer;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={`Export everything of ${name}`}>
      <div className="flex flex-col gap-4">
        <ul className="flex list-disc flex-col gap-1 pl-4 text-muted">
          <li>One file with a line of JSON for each thing: people, connections, records, runs, failures, activity.</li>
          <li>Secrets are left out. The last line says that it is complete.</li>
          <li>It holds personal data: give it to nobody who may not see that.</li>
        </ul>
        <CodeBlock
          code={`curl $PORTICO/api/v1/customers/${id}/export \\\n  -H "Authorization: Bearer sk_…"`}
          what="API call"
        />
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          <Button look="primary" asChild>
            <a
              href={`/api/v1/customers/${id}/export?environment=${environment.id}`}
              download
              onClick={() => onOpenChange(false)}
            >
              Download the file
            </a>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
