import { CatalogueScreen } from './catalogue/catalogue-screen.tsx';
import { IntegrationScreen } from './integration/integration-screen.tsx';
import { type Route, RouterProvider } from './router.tsx';
import { LazyWizard } from './wizard/lazy-wizard.tsx';

/** The screens, from the one to begin with. */
export function Tab({ initial }: { initial: Route }) {
  return (
    <RouterProvider initial={initial}>
      {(route) => {
        if (route.name === 'catalogue') return <CatalogueScreen />;
        if (route.name === 'integration') return <IntegrationScreen key={route.slug} slug={route.slug} />;
        return <LazyWizard target={route} />;
      }}
    </RouterProvider>
  );
}
