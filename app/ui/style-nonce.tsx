'use client';

declare global {
  var __webpack_nonce__: string | undefined;
}

/** The overlays' scroll lock writes a style element, and looks here for the nonce that the page's policy asks of it. */
export function StyleNonce({ nonce }: { nonce: string | undefined }) {
  if (typeof window !== 'undefined' && nonce) globalThis.__webpack_nonce__ = nonce;
  return null;
}
