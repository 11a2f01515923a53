import type { ReactNode } from 'react';
import { CatalogueFrame } from './catalogue-frame.tsx';

export default function CatalogueLayout({ children }: { children: ReactNode }) {
  return <CatalogueFrame>{children}</CatalogueFrame>;
}
