'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { DataProvider } from '../data/data-provider.tsx';
import type { Outputs } from '../data/trpc.ts';

export type Me = Outputs['members']['me'];
export type Environment = Me['environments'][number];

interface Signed {
  me: Me;
  environment: Environment;
  chooseEnvironment: (id: string) => void;
}

const SignedContext = createContext<Signed | null>(null);

/** Who is signed in, and the environment whose data is shown. */
export function useSigned(): Signed {
  const signed = useContext(SignedContext);
  if (!signed) throw new Error('useSigned outside of SignedProvider');
  return signed;
}

/**
 * The address names the environment (`?environment=env_…`) unless it is the vendor's first one, so that a copied link
 * shows the same to everybody. Links inside the console need not repeat it: it is put back after each of them.
 */
export function SignedProvider({ me, children }: { me: Me; children: ReactNode }) {
  const router = useRouter();
  const named = useSearchParams().get('environment');
  const find = (id: string | null) => me.environments.find((one) => one.id === id);
  const [last, setLast] = useState(named);
  const first = me.environments[0];
  const environment = find(named) ?? find(last) ?? first;
  const id = environment?.id;

  useEffect(() => {
    if (!id) return;
    setLast(id);
    if (id === first?.id || named === id) return;
    const address = new URL(location.href);
    address.searchParams.set('environment', id);
    history.replaceState(null, '', address);
  }, [id, named, first]);

  if (!environment) return <p className="p-6">This vendor has no environment.</p>;
  const chooseEnvironment = (next: string) => {
    setLast(next);
    router.push(next === first?.id ? '/' : `/?environment=${next}`);
  };
  return (
    <SignedContext value={{ me, environment, chooseEnvironment }}>
      <DataProvider key={environment.id} environmentId={environment.id}>
        {children}
      </DataProvider>
    </SignedContext>
  );
}
