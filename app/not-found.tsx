import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from './ui/button.tsx';
import { OutsidePage } from './ui/outside-page.tsx';

export const metadata: Metadata = { title: 'Not here' };

export default function NotFound() {
  return (
    <OutsidePage title="There is no page at this address">
      <p className="text-muted">It may have been moved or deleted, or the address was copied without its end.</p>
      <Button look="primary" asChild className="self-start">
        <Link href="/">Go to the overview</Link>
      </Button>
    </OutsidePage>
  );
}
