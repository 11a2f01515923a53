'use client';

import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../data/loaded.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useTitle } from '../../shell/use-title.ts';
import { ConnectorAbout } from './connector-about.tsx';
import { OwnEditor } from './own-editor.tsx';

export function ConnectorPage({ slug }: { slug: string }) {
  const trpc = useTRPC();
  // What is being written must not be replaced by what is stored because somebody looked at another window.
  const query = useQuery(trpc.connectors.get.queryOptions({ slug }, { refetchOnWindowFocus: false }));
  useTitle(query.data?.name);
  return (
    <Loaded query={query} what="the connector" page>
      {(view) => (view.own ? <OwnEditor key={slug} view={view} own={view.own} /> : <ConnectorAbout view={view} />)}
    </Loaded>
  );
}
