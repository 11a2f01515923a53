import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { serverCalls } from '../(console)/data/server-calls.ts';
import { OutsidePage } from '../ui/outside-page.tsx';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

/** A path of this console and nothing else: an address from outside could lead anywhere. */
const ownPath = (next: string | undefined): string => (next && /^\/(?![/\\])/.test(next) ? next : '/');

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { next } = await searchParams;
  const { needed } = await (await serverCalls()).setup.status();
  if (needed) redirect('/setup');
  return (
    <OutsidePage title="Sign in">
      <SignInForm next={ownPath(typeof next === 'string' ? next : undefined)} />
    </OutsidePage>
  );
}
