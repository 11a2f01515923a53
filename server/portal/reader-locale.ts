/** The first language that a browser asks for. */
export function readerLocale(request: Request): string {
  const first = request.headers.get('accept-language')?.split(/[,;]/)[0]?.trim();
  try {
    return (first && first !== '*' && Intl.getCanonicalLocales(first)[0]) || 'en';
  } catch {
    return 'en';
  }
}
