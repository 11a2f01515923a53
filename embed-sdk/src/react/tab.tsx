import { CatalogueScreen } from './catalogue/catalogue-screen.tsx';
import { IntegrationScreen } from './integration/integration-screen.tsx';
import { type Route, RouterProvider } from './router.tsx';
import { WizardScreen } from './wizard/wizard-screen.tsx';

/** The screens, from the one to begin with. */
export function Tab({ initial }: { initial: Route }) {
  return (
    <RouterProvider initial={initial}>
      {(route) => {
        if (route.name === 'catalogue') return <CatalogueScreen />;
        if (route.name === 'integration') return <IntegrationScreen key={route.slug} slug={route.slug} />;
        return <WizardScreen target={route} />;
      }}
    </RouterProvider>
  );
}
