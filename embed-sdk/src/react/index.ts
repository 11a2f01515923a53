/** The React door of `@portico/embed`. */

export type { PorticoEvent, PorticoEventName, PorticoEvents } from '../core/events.ts';
export { PorticoError } from '../core/portico-error.ts';
export { Activity, type ActivityProps } from './activity.tsx';
export { ConnectButton, type ConnectButtonProps } from './connect-button.tsx';
export { IntegrationCard, type IntegrationCardProps } from './integration-card.tsx';
export { Integrations, type IntegrationsProps } from './integrations.tsx';
export type { PhraseKey, Phrases } from './phrases/en.ts';
export type { PorticoComponents } from './portico-components.ts';
export { PorticoProvider, type PorticoProviderProps } from './portico-provider.tsx';
export { ReconnectBanner } from './reconnect-banner.tsx';
export type { PorticoTheme } from './theme/theme.ts';
export { Wizard, type WizardProps } from './wizard.tsx';
