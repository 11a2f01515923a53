/** The element door of `@portico/embed`: importing it defines `<portico-integrations>`. */

import { PorticoIntegrations } from './portico-integrations.tsx';

export type { PorticoEvent } from '../core/events.ts';
export type { Phrases } from '../react/phrases/en.ts';
export type { PorticoTheme } from '../react/theme/theme.ts';
export { PorticoIntegrations };

if (typeof customElements !== 'undefined' && !customElements.get('portico-integrations'))
  customElements.define('portico-integrations', PorticoIntegrations);
