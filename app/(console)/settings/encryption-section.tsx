'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { Progress } from '#app/ui/progress.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { Loaded } from '../data/loaded.tsx';
import { toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { useSigned } from '../shell/environment.tsx';

type Encryption = Outputs['encryption']['get'];

const states = {
  off: { tone: 'ended', word: 'Not encrypted one by one' },
  sealing: { tone: 'running', word: 'Being encrypted' },
  on: { tone: 'locked', word: 'Encrypted' },
  opening: { tone: 'running', word: 'Being decrypted' },
} as const;

const sentences: Record<Encryption['records'], string> = {
  off: 'Records lie in the database as they are, protected by what protects the database. Credentials are always encrypted.',
  sealing: 'New records are encrypted already; those that are there are gone through. Everything goes on meanwhile.',
  on: 'What is in a record is encrypted with a key of this environment’s own. Keys at the app, times and counts are not.',
  opening: 'New records are written as they are; those that are there are gone through. Everything goes on meanwhile.',
};

/** Whether what is in records is encrypted at rest, and how far a change of that is. */
export function EncryptionSection() {
  const trpc = useTRPC();
  const encryption = useQuery(
    trpc.encryption.get.queryOptions({}, { refetchInterval: ({ state }) => (state.data?.progress ? 1_500 : 30_000) }),
  );
  return (
    <Section title="Encryption of records">
      <Loaded query={encryption} what="the encryption" rows={2}>
        {(data) => <EncryptionOf encryption={data} />}
      </Loaded>
    </Section>
  );
}

function EncryptionOf({ encryption: { records, progress } }: { encryption: Encryption }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { environment } = useSigned();
  const [asking, setAsking] = useState<'switch' | 'replace' | null>(null);
  const isOn = records === 'on' || records === 'sealing';
  const onSuccess = (now: Encryption) => {
    queries.setQueryData(trpc.encryption.get.queryKey({}), now);
    setAsking(null);
  };
  const save = useMutation(trpc.encryption.save.mutationOptions({ onSuccess }));
  const replace = useMutation(trpc.encryption.replaceKey.mutationOptions({ onSuccess }));
  return (
    <div className="flex flex-col items-start gap-3 px-4 py-3.5">
      <Status {...states[records]} strong />
      <p className="max-w-[72ch] text-muted">{sentences[records]}</p>
      {progress && (
        <div className="flex w-full max-w-2xl flex-col gap-1.5">
          <Progress label="Records gone through" value={progress.done} max={progress.total} />
          <p className="text-12 text-muted tabular-nums">
            {numberWords(progress.done)} of {numberWords(progress.total)} records
          </p>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAsking('switch')}>{isOn ? 'Stop encrypting records' : 'Encrypt the records'}</Button>
        {records === 'on' && <Button onClick={() => setAsking('replace')}>Replace the key</Button>}
      </div>
      <ConfirmDialog
        open={asking === 'replace'}
        onOpenChange={() => setAsking(null)}
        title="Replace the key of the records?"
        consequences={
          <ul className="flex list-disc flex-col gap-1 pl-4">
            <li>For a key that may have become known. New records are encrypted with a new one from now on.</li>
            <li>Those that are there are encrypted anew, a few at a time; readers notice nothing.</li>
            <li>The old key is destroyed a quarter of an hour after the last of them.</li>
          </ul>
        }
        action="Replace the key"
        keep="Keep the key"
        harmless
        busy={replace.isPending}
        error={replace.error && toldError(replace.error)}
        onConfirm={() => replace.mutate({})}
      />
      <ConfirmDialog
        open={asking === 'switch'}
        onOpenChange={() => setAsking(null)}
        title={isOn ? 'Stop encrypting records?' : `Encrypt the records of ${environment.name}?`}
        consequences={
          isOn ? (
            <ul className="flex list-disc flex-col gap-1 pl-4">
              <li>New records are written as they are from now on, and those that are there are decrypted.</li>
              <li>Whoever can read the database can read them then.</li>
            </ul>
          ) : (
            <ul className="flex list-disc flex-col gap-1 pl-4">
              <li>New records are encrypted from now on; those that are there are gone through, a few at a time.</li>
              <li>Your product and your destinations read as before.</li>
              <li>A search in the records browser finds keys only, no longer values.</li>
              <li>
                Without the master key (PORTICO_KEY, or the file “key” in the data folder) nobody can read them any
                more: keep a copy of it.
              </li>
            </ul>
          )
        }
        action={isOn ? 'Decrypt the records' : 'Encrypt the records'}
        keep={isOn ? 'Keep them encrypted' : 'Not now'}
        harmless={!isOn}
        busy={save.isPending}
        error={save.error && toldError(save.error)}
        onConfirm={() => save.mutate({ records: !isOn })}
      />
    </div>
  );
}
