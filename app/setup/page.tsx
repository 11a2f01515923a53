import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { minPasswordLength } from '#server/auth/password.ts';
import { DataProvider } from '../(console)/data/data-provider.tsx';
import { serverCalls } from '../(console)/data/server-calls.ts';
import { OutsidePage } from '../ui/outside-page.tsx';
import { OwnerForm } from './owner-form.tsx';

export const metadata: Metadata = { title: 'First start' };

export default async function SetupPage() {
  const { needed } = await (await serverCalls()).setup.status();
  if (!needed) redirect('/');
  return (
    <OutsidePage title="Who owns this Portico?">
      <p className="-mt-4 text-muted">You become its first member, with every right.</p>
      <DataProvider environmentId={null}>
        <OwnerForm passwordLength={minPasswordLength} />
      </DataProvider>
    </OutsidePage>
  );
}
