import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';

const call = `curl "$PORTICO/api/v1/failures" \\
  -H "Authorization: Bearer sk_…"`;

export function NoFailures({ state }: { state: 'open' | 'ignored' }) {
  if (state === 'ignored') {
    return (
      <EmptyState title="Nothing is ignored">
        What you ignore in the inbox is kept here with your reason, until it is stored or you bring it back.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No record has failed"
      action={
        <Button asChild>
          <Link href="/syncs">Look at the syncs</Link>
        </Button>
      }
      call={<CodeBlock code={call} what="API call" />}
    >
      A record that can’t be stored waits here with the reason, in the app’s own words, and with what to do about it.
      The others go on meanwhile. As soon as a later run can store it, it leaves by itself.
    </EmptyState>
  );
}
