import Link from 'next/link';
import type { ReactNode } from 'react';

/** What stands around every page of the public catalogue. */
export function CatalogueFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:rounded-control focus:bg-raised focus:px-3 focus:py-1.5"
      >
        Skip to the content
      </a>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex h-12 w-full max-w-6xl items-center gap-4 px-4 md:px-6">
          <Link href="/connectors" className="flex items-center gap-2 text-14 font-semibold">
            {/* biome-ignore lint/performance/noImgElement: a drawing of our own; the optimizer is switched off */}
            <img src="/icon.svg" alt="" width={20} height={20} />
            Portico
            <span className="font-regular text-muted">connectors</span>
          </Link>
          <nav aria-label="Elsewhere" className="ml-auto">
            <Link href="/" prefetch={false} className="text-muted hover:text-ink">
              Console
            </Link>
          </nav>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 md:px-6 md:py-8">
        {children}
      </main>
      <footer className="border-t border-line">
        <p className="mx-auto w-full max-w-6xl px-4 py-4 text-12 text-faint md:px-6">
          Made of the connectors’ own definitions. Names and marks belong to the makers of the apps.
        </p>
      </footer>
    </div>
  );
}
