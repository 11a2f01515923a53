import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';

export const metadata: Metadata = { title: 'Not here' };

export default function NoSuchConnector() {
  return (
    <div className="flex flex-col items-start gap-4">
      <h1 className="text-20 font-semibold tracking-tight">There is no connector of this name</h1>
      <p className="max-w-[72ch] text-muted">
        The address was perhaps copied without its end, or the connector is called otherwise.
      </p>
      <Button look="primary" asChild>
        <Link href="/connectors">Search the connectors</Link>
      </Button>
    </div>
  );
}
