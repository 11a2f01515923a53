import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { baseUrl } from '#server/env.ts';
import { type Brand, brandOf } from '#server/environments/brand.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { portalWords } from './phrases.ts';
import type { PortalState } from './portal-state.ts';

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** JSON that can stand in a page: nothing in it ends the element around it. */
const inPage = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');

/** No style may stand in the page: the tab brings its own as constructed sheets. */
const policy = (framedBy: "'self'" | "'none'") =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    `img-src 'self' data: ${new URL(baseUrl()).origin}`,
    "base-uri 'none'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');

interface Page {
  locale: string;
  /** Null: whoever holds the link has not shown it yet; the page does so, in a request that no program sends by itself. */
  state: PortalState | null;
  environmentId: EnvironmentId | null;
}

async function shownBrand(tx: TenantTx): Promise<Partial<Brand>> {
  const { own, ...brand } = await brandOf(tx);
  return brand;
}

/** The hosted page as an HTTP answer: everything that its first picture needs is in it. */
export async function portalPage({ locale, state, environmentId }: Page): Promise<Response> {
  const brand = environmentId ? await withTenant({ environmentId }, shownBrand) : {};
  const words = portalWords(locale);
  return pageOf({ locale, portico: baseUrl(), brand, words, state }, "'none'");
}

/** The hosted page as it would look, for the console around it, which says how. It knows nothing of anybody. */
export const portalPreview = (): Response =>
  pageOf(
    {
      ...{ locale: 'en', portico: baseUrl(), brand: {}, words: portalWords('en'), preview: true },
      state: { state: 'visit', customer: 'Globex', app: '', email: 'm•••@globex.example' },
    },
    "'self'",
  );

interface Data {
  locale: string;
  portico: string;
  brand: Partial<Brand>;
  words: ReturnType<typeof portalWords>;
  state: PortalState | null;
  preview?: boolean;
}

function pageOf(data: Data, framedBy: "'self'" | "'none'"): Response {
  const { locale, brand, words } = data;
  const title = brand.name ? words.title.replace('{vendor}', brand.name) : words.plainTitle;
  const html = `<!doctype html><html lang="${escapeHtml(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title><script type="application/json" id="portal">${inPage(data)}</script><script type="module" src="/embed/portal-page.js"></script></head><body><noscript>${escapeHtml(words.noScript)}</noscript></body></html>`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(framedBy),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  });
}
