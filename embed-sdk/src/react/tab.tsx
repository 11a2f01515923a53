import { CatalogueScreen } from './catalogue/catalogue-screen.tsx';
import { IntegrationScreen } from './integration/integration-screen.tsx';
import type { Route } from './route.ts';
import { RouterProvider } from './router.tsx';
import type { Routing } from './routing.ts';
import { LazyWizard } from './wizard/lazy-wizard.tsx';

/** The screens, from the one to begin with. */
export function Tab({ initial, routing }: { initial: Route; routing?: Routing }) {
  return (
    <RouterProvider initial={initial} routing={routing}>
      {(route) => {
        if (route.name === 'catalogue') return <CatalogueScreen />;
        if (route.name === 'integration')
          return <IntegrationScreen key={route.slug} slug={route.slug} section={route.section} />;
        const { slug, reconnect, resume, progress } = route;
        return (
          <LazyWizard
            key={[slug, reconnect, resume].join(' ')}
            slug={slug}
            reconnect={reconnect}
            resume={resume}
            step={progress?.stage}
          />
        );
      }}
    </RouterProvider>
  );
}
