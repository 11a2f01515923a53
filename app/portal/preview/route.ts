import { portalPreview } from '#server/portal/portal-page.ts';

/** The hosted page as it would look; the console's settings show it. */
export function GET(): Response {
  return portalPreview();
}
