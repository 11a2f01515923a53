import type { ReactNode } from 'react';

interface PagePartProps {
  /** Where the contents at the page's head lead. */
  id: string;
  title: string;
  note?: ReactNode;
  children: ReactNode;
}

export function PagePart({ id, title, note, children }: PagePartProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="flex min-w-0 scroll-mt-4 flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h2 id={`${id}-title`} className="text-16 font-semibold">
          {title}
        </h2>
        {note && <p className="max-w-[72ch] text-muted">{note}</p>}
      </div>
      {children}
    </section>
  );
}
