import type { ReactNode } from 'react';

/** A page about one thing: its sections under each other. */
export const DetailPage = ({ header, children }: { header: ReactNode; children: ReactNode }) => (
  <>
    {header}
    <div className="flex max-w-6xl flex-col gap-8 px-4 py-6 md:px-6">{children}</div>
  </>
);
