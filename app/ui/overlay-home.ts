/** Menus and tips open inside the page's main landmark, so that a reader who moves by landmarks meets them. */
export const overlayHome = (): HTMLElement | undefined =>
  typeof document === 'undefined' ? undefined : (document.getElementById('main') ?? undefined);
