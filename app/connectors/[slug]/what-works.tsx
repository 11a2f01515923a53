import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';
import { PagePart } from './page-part.tsx';

/** Of an app that is described by data alone: what of it can be used, and how the rest is reached. */
export function WhatWorks({ page: { name, proxy, checks } }: { page: ConnectorPage }) {
  const lines = [
    'Customers connect their accounts; the access is stored encrypted and, where the app has a way, renewed by itself.',
    ...(checks ? ['The account is named, and its access looked at daily.'] : []),
    ...(proxy ? [`Your code calls all of ${name}’s API through the proxy, as the customer.`] : []),
    'It has no objects or actions of its own here. Describe those that you need in the console, or import the app’s OpenAPI description there.',
  ];
  return (
    <PagePart id="works" title="What works">
      <ul className="flex max-w-[72ch] list-disc flex-col gap-1 pl-5">
        {lines.map((line) => (
          <li key={line} className="marker:text-faint">
            {line}
          </li>
        ))}
      </ul>
    </PagePart>
  );
}
