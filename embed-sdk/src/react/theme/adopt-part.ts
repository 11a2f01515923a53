/** Gives a part that is fetched later its own styles, as long as it is on screen. Where the host styles it all, it has none. */
export function adoptPart(node: Element, css: string): () => void {
  const root = node.getRootNode();
  const window = node.ownerDocument.defaultView;
  const isStyled = window?.getComputedStyle(node).getPropertyValue('--pt-surface') !== '';
  if (!window || !isStyled || !('adoptedStyleSheets' in root)) return () => {};
  const place = root as Document | ShadowRoot;
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(css);
  place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
  return () => {
    place.adoptedStyleSheets = place.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
