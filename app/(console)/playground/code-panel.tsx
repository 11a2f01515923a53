'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { Loaded } from '../data/loaded.tsx';
import { useTRPC } from '../data/trpc.ts';
import type { Choices } from './choices.ts';
import { frontEndSnippets, tokenSnippet } from './snippets.ts';

interface CodePanelProps {
  choices: Choices;
  customer: { externalId: string; name: string } | undefined;
  environmentId: string;
}

/** What the preview shows, as code for the page; and who looks, as code for the backend. */
export function PageCode({ choices, baseUrl }: { choices: Choices; baseUrl: string }) {
  const [shown, show] = useState('html');
  return (
    <Tabs
      label="Framework"
      value={shown}
      onChange={show}
      tabs={frontEndSnippets(choices, baseUrl).map(({ id, name, code, note }) => ({
        value: id,
        name,
        content: (
          <>
            <CodeBlock code={code} what={`${name} code`} />
            {note && <p className="text-12 text-faint wrap-anywhere">{note}</p>}
          </>
        ),
      }))}
    />
  );
}

export function BackendCode({ choices, customer, environmentId }: CodePanelProps) {
  const trpc = useTRPC();
  const [shown, show] = useState('node');
  const examples = useQuery(
    trpc.playground.tokenExamples.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const settings = [
    `PORTICO_ENVIRONMENT=${environmentId}`,
    'PORTICO_KEY_ID=…       # Settings, Embed keys: the key id (kid)',
    'PORTICO_PRIVATE_KEY=…  # PEM; its public half is registered there',
  ].join('\n');
  return (
    <>
      <CodeBlock code={settings} what="settings of your backend" />
      <Loaded query={examples} what="the code" rows={6}>
        {(files) => (
          <Tabs
            label="Language of your backend"
            value={shown}
            onChange={show}
            tabs={files.map(({ id, name, code }) => ({
              value: id,
              name,
              content: <CodeBlock code={tokenSnippet(code, { customer, choices })} what={`${name} code`} />,
            }))}
          />
        )}
      </Loaded>
      <p className="text-12 text-faint">
        Answer <code className="font-mono">POST /portico-token</code> with it, after you have checked who is signed in.
        Sign a new one for each request: a token works once.
      </p>
    </>
  );
}
