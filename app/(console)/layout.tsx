import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { isSignedOut, serverCalls } from './data/server-calls.ts';
import { ConsoleShell } from './shell/console-shell.tsx';

/** Pages for members only. What a member may see and do is decided where the data is, not here. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const calls = await serverCalls();
  const me = await calls.members.me().catch((error: unknown) => {
    if (isSignedOut(error)) return null;
    throw error;
  });
  if (me) return <ConsoleShell me={me}>{children}</ConsoleShell>;
  const { needed } = await calls.setup.status();
  if (needed) redirect('/setup');
  const path = (await headers()).get('x-portico-path') ?? '/';
  redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`);
}
