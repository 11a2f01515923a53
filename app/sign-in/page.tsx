import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { serverCalls } from '../(console)/data/server-calls.ts';
import { OutsidePage } from '../ui/outside-page.tsx';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

/** A path of this console and nothing else: an address from outside could lead anywhere. */
const ownPath = (next: string | undefined): string => (next && /^\/(?![/\\])/.test(next) ? next : '/');

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next } = await searchParams;
  const calls = await serverCalls();
  if ((await calls.setup.status()).needed) redirect('/setup');
  const path = ownPath(typeof next === 'string' ? next : undefined);
  const signedIn = await calls.members.me().catch(() => null);
  if (signedIn) redirect(path);
  return (
    <OutsidePage title="Sign in">
      <SignInForm next={path} />
    </OutsidePage>
  );
}
