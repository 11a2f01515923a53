'use client';

import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';

const element = (origin: string) => `<script type="module" src="${origin}/embed/v1.js"></script>
<portico-integrations></portico-integrations>
<script type="module">
  document.querySelector('portico-integrations').getToken =
    () => fetch('/portico-token').then((answer) => answer.text());
</script>`;

/** What stands between an empty Portico and the first customer's records. */
export function FirstSteps() {
  const origin = typeof location === 'undefined' ? 'https://portico.example.com' : location.origin;
  const steps = [
    {
      title: 'Say who may embed',
      text: 'Add the public key that your backend signs embed tokens with, and the origins of your product.',
      link: { href: '/settings', name: 'Open the settings' },
    },
    {
      title: 'Look at what you offer',
      text: 'Your customers see the integrations that are published here. Those with OAuth need the client that you registered at the app.',
      link: { href: '/integrations', name: 'Open the integrations' },
    },
    {
      title: 'Put the tab into your product',
      text: 'Four lines on the page where your customers look for integrations:',
      code: element(origin),
    },
  ];
  return (
    <ol className="flex max-w-2xl flex-col gap-6">
      {steps.map((step, index) => (
        <li key={step.title} className="flex gap-4">
          <span className="flex size-6 shrink-0 items-center justify-center rounded-control border border-line text-12 font-semibold text-muted">
            {index + 1}
          </span>
          <div className="flex min-w-0 flex-1 flex-col items-start gap-2">
            <h2 className="text-14 leading-6 font-semibold">{step.title}</h2>
            <p className="text-muted">{step.text}</p>
            {step.code && <CodeBlock code={step.code} what="element" />}
            {step.link && (
              <Button asChild>
                <Link href={step.link.href}>{step.link.name}</Link>
              </Button>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
