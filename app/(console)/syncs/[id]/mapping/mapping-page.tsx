'use client';

import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../data/loaded.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import { useTitle } from '../../../shell/use-title.ts';
import { MappingEditor } from './mapping-editor.tsx';

export function MappingPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const sync = useQuery(trpc.syncs.get.queryOptions({ id }));
  // What is being written is not replaced by what comes from the server meanwhile.
  const mapping = useQuery(trpc.mappings.get.queryOptions({ id }, { refetchOnWindowFocus: false }));
  useTitle(sync.data && `Mapping of ${sync.data.label} of ${sync.data.customer.name}`);
  return (
    <Loaded query={sync} what="the sync" page rows={8}>
      {(data) => (
        <Loaded query={mapping} what="the mapping" page rows={8}>
          {(view) => <MappingEditor sync={data} view={view} />}
        </Loaded>
      )}
    </Loaded>
  );
}
