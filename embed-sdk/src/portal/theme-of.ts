import type { PorticoTheme } from '../react/theme/theme.ts';
import type { PortalData } from './portal-state.ts';

/** The tab's theme for the brand that the vendor chose in the console. */
export const themeOf = ({ accent, radius, mode }: PortalData['brand']): PorticoTheme => ({
  ...(accent && { accent }),
  ...(radius !== undefined && { radius }),
  ...(mode && { mode }),
});
