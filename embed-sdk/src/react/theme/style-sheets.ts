import { bare } from '../styles/bare.ts';
import { base } from '../styles/base.ts';
import { catalogue } from '../styles/catalogue.ts';
import { controls } from '../styles/controls.ts';
import { hostProof } from '../styles/host-proof.ts';
import { integration } from '../styles/integration.ts';
import { tokens } from '../styles/tokens.ts';
import { wizard } from '../styles/wizard.ts';
import { declarationsOf, type PorticoTheme } from './theme.ts';

type StyledRoot = Document | ShadowRoot;

/** How many roots of the tab use the shared sheet of a document or shadow root. */
const shared = new WeakMap<StyledRoot, Map<string, { sheet: CSSStyleSheet; users: number }>>();

/** A sheet belongs to one document: it is made in the window that the node lives in. */
function sheetFor(node: Node): CSSStyleSheet {
  const Sheet = node.ownerDocument?.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
  return new Sheet();
}

const add = (root: StyledRoot, sheet: CSSStyleSheet) => {
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

const remove = (root: StyledRoot, sheet: CSSStyleSheet) => {
  root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
};

const isStyled = (root: Node): root is StyledRoot => 'adoptedStyleSheets' in root;

const isStyleRule = (rule: CSSRule): rule is CSSStyleRule => 'style' in rule;

/**
 * Gives the styles to the document or shadow root that `node` is in, by constructed sheets, which a content security
 * policy without `unsafe-inline` allows. `scope` is where the variables live: `:host` in the element, so that the host
 * page's own rules win, and the zero-specificity root elsewhere. Returns the function that takes them away.
 */
export function adoptStyles(node: Node, scope: ':host' | ':where(.pt-root)', unstyled = false): () => void {
  const reset = scope === ':host' ? [] : [hostProof];
  const full = [tokens(scope), ...reset, base, controls, catalogue, integration, wizard];
  return unstyled ? shareSheet(node, 'bare', () => bare) : shareSheet(node, 'full', () => full.join('\n'));
}

/** One sheet for all that use it in a document or shadow root, as long as somebody does; `look` is its name there. */
export function shareSheet(node: Node, look: string, css: () => string): () => void {
  const root = node.getRootNode();
  if (!isStyled(root)) return () => {};
  const sheets = shared.get(root) ?? new Map();
  shared.set(root, sheets);
  let entry = sheets.get(look);
  if (!entry) {
    const sheet = sheetFor(node);
    sheet.replaceSync(css());
    entry = { sheet, users: 0 };
    sheets.set(look, entry);
    add(root, sheet);
  }
  const held = entry;
  held.users += 1;
  return () => {
    held.users -= 1;
    if (held.users > 0) return;
    remove(root, held.sheet);
    sheets.delete(look);
  };
}

/** Gives a theme's variables to what `selector` names. Values are set as properties, so none can break out of its rule. */
export function adoptTheme(node: Node, selector: string, theme: PorticoTheme): () => void {
  const root = node.getRootNode();
  const declarations = declarationsOf(theme);
  if (!isStyled(root) || declarations.length === 0) return () => {};
  const sheet = sheetFor(node);
  sheet.insertRule(`${selector} {}`);
  const rule = sheet.cssRules[0];
  if (rule && isStyleRule(rule)) for (const [name, value] of declarations) rule.style.setProperty(name, value);
  add(root, sheet);
  return () => remove(root, sheet);
}
