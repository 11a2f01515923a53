'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';

type Finding = Outputs['oauthApps']['test']['findings'][number];

const tones = { good: 'active', bad: 'failed', unclear: 'waiting' } as const;

/** Asks the app whether it knows the saved client, and says what it answered. */
export function OauthAppTest({ connector, name, untested }: { connector: string; name: string; untested: boolean }) {
  const trpc = useTRPC();
  const test = useMutation(trpc.oauthApps.test.mutationOptions());
  const findings = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (test.data) findings.current?.scrollIntoView({ block: 'nearest' });
  }, [test.data]);
  const told = test.error && toldError(test.error);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted">
          {untested ? 'Save first; what is saved is tested.' : `Ask ${name} whether it knows what is saved here.`}
        </p>
        <Button busy={test.isPending} disabled={untested} onClick={() => test.mutate({ connector })}>
          Test it
        </Button>
      </div>
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      <div ref={findings} className="flex flex-col gap-2" aria-live="polite">
        {test.data?.findings.map((finding) => (
          <Callout
            key={finding.address}
            tone={tones[finding.verdict]}
            title={finding.sentence}
            text={finding.words && <Words {...finding} name={name} />}
          />
        ))}
      </div>
    </div>
  );
}

const Words = ({ words, name }: Finding & { name: string }) => (
  <>
    {name} says: “{words}”
  </>
);
