export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** A cookie, not local storage: the server writes the theme into the page, so that nothing flashes. */
export const themeCookie = 'portico-theme';

export const readTheme = (value: string | null | undefined): Theme =>
  themes.find((theme) => theme === value) ?? 'system';

export function currentTheme(): Theme {
  return readTheme(document.documentElement.dataset.theme);
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
