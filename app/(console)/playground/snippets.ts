import { attributesOf, type Choices, roleOf, type TabTheme, themeOf } from './choices.ts';

export interface Snippet {
  id: string;
  name: string;
  code: string;
  /** What must be done once beside it. */
  note?: string;
}

const fetchToken = "() => fetch('/portico-token', { method: 'POST' }).then((answer) => answer.text())";

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const keyed = (name: string) => (/^[a-z]\w*$/i.test(name) ? name : quoted(name));

function literal(value: TabTheme | Record<string, string>): string {
  const entries = Object.entries(value).map(([name, one]) => {
    if (typeof one === 'number') return `${keyed(name)}: ${one}`;
    return `${keyed(name)}: ${typeof one === 'string' ? quoted(one) : literal(one ?? {})}`;
  });
  return `{ ${entries.join(', ')} }`;
}

const attributeText = (attributes: Record<string, string>) =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
    .join('');

/** The element's own words for what was chosen; the origin is known to a script that came from there. */
function chosen(choices: Choices, baseUrl: string) {
  const theme = themeOf(choices);
  const attributes = attributesOf(choices);
  const hasTheme = Object.keys(theme).length > 0;
  return { hasTheme, theme: literal(theme), attributes, withBase: { 'base-url': baseUrl, ...attributes } };
}

function html(choices: Choices, baseUrl: string): Snippet {
  const { hasTheme, theme, attributes } = chosen(choices, baseUrl);
  const modal = attributes.layout === 'modal';
  const lines = [
    `<script type="module" src="${baseUrl}/embed/v1.js"></script>`,
    ...(modal ? ['<button id="open-integrations">Integrations</button>'] : []),
    `<portico-integrations${attributeText(attributes)}></portico-integrations>`,
    '<script type="module">',
    "  const tab = document.querySelector('portico-integrations');",
    `  tab.getToken = ${fetchToken};`,
    ...(hasTheme ? [`  tab.theme = ${theme};`] : []),
    ...(modal ? ["  document.querySelector('#open-integrations').onclick = () => (tab.open = true);"] : []),
    '</script>',
  ];
  return { id: 'html', name: 'HTML', code: lines.join('\n') };
}

const reactPart: Record<string, string> = {
  card: 'IntegrationCard',
  'connect-button': 'ConnectButton',
  wizard: 'Wizard',
  activity: 'Activity',
  'reconnect-banner': 'ReconnectBanner',
};

function react(choices: Choices, baseUrl: string): Snippet {
  const { hasTheme, theme, attributes } = chosen(choices, baseUrl);
  const { locale, phrases, layout, slug } = attributes;
  const part = reactPart[choices.view] ?? 'Integrations';
  const modal = layout === 'modal';
  const provider = [
    `baseUrl="${baseUrl}"`,
    'getToken={getToken}',
    ...(locale ? [`locale="${locale}"`] : []),
    ...(phrases ? [`phrases="${phrases}"`] : []),
    ...(hasTheme ? ['theme={theme}'] : []),
  ];
  const own = [
    ...(slug ? [`slug="${slug}"`] : []),
    ...(layout ? [`layout="${layout}"`] : []),
    ...(modal ? ['open={open}', 'onClose={() => setOpen(false)}'] : []),
  ];
  const lines = [
    "'use client';",
    '',
    ...(modal ? ["import { useState } from 'react';"] : []),
    `import { ${[part, 'PorticoProvider'].sort().join(', ')} } from '@portico/embed/react';`,
    '',
    `const getToken = ${fetchToken};`,
    ...(hasTheme ? [`const theme = ${theme};`] : []),
    '',
    'export function IntegrationsTab() {',
    ...(modal ? ['  const [open, setOpen] = useState(false);'] : []),
    '  return (',
    `    <PorticoProvider ${provider.join(' ')}>`,
    ...(modal ? ['      <button onClick={() => setOpen(true)}>Integrations</button>'] : []),
    `      <${[part, ...own].join(' ')} />`,
    '    </PorticoProvider>',
    '  );',
    '}',
  ];
  return { id: 'react', name: 'React', code: lines.join('\n'), note: 'React 18 and 19. npm install @portico/embed' };
}

function vue(choices: Choices, baseUrl: string): Snippet {
  const { hasTheme, theme, withBase } = chosen(choices, baseUrl);
  const bound = `:getToken.prop="getToken"${hasTheme ? ' :theme.prop="theme"' : ''}`;
  const lines = [
    '<script setup>',
    "import '@portico/embed/element';",
    '',
    `const getToken = ${fetchToken};`,
    ...(hasTheme ? [`const theme = ${theme};`] : []),
    '</script>',
    '',
    '<template>',
    `  <portico-integrations${attributeText(withBase)} ${bound} />`,
    '</template>',
  ];
  const note =
    "npm install @portico/embed, and tell Vue that the element is none of its components: vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('portico-') } } }) in vite.config.js.";
  return { id: 'vue', name: 'Vue', code: lines.join('\n'), note };
}

function angular(choices: Choices, baseUrl: string): Snippet {
  const { hasTheme, theme, withBase } = chosen(choices, baseUrl);
  const lines = [
    "import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';",
    "import '@portico/embed/element';",
    '',
    '@Component({',
    "  selector: 'app-integrations',",
    '  schemas: [CUSTOM_ELEMENTS_SCHEMA],',
    '  template: `',
    `    <portico-integrations${attributeText(withBase)} [getToken]="getToken"${hasTheme ? ' [theme]="theme"' : ''}></portico-integrations>`,
    '  `,',
    '})',
    'export class IntegrationsComponent {',
    `  getToken = ${fetchToken};`,
    ...(hasTheme ? [`  theme = ${theme};`] : []),
    '}',
  ];
  return { id: 'angular', name: 'Angular', code: lines.join('\n'), note: 'npm install @portico/embed' };
}

function svelte(choices: Choices, baseUrl: string): Snippet {
  const { hasTheme, theme, withBase } = chosen(choices, baseUrl);
  const lines = [
    '<script>',
    "  import '@portico/embed/element';",
    '',
    `  const getToken = ${fetchToken};`,
    ...(hasTheme ? [`  const theme = ${theme};`] : []),
    '</script>',
    '',
    `<portico-integrations${attributeText(withBase)} {getToken}${hasTheme ? ' {theme}' : ''}></portico-integrations>`,
  ];
  return { id: 'svelte', name: 'Svelte', code: lines.join('\n'), note: 'npm install @portico/embed' };
}

/** The code that shows what the preview shows, in each framework. */
export const frontEndSnippets = (choices: Choices, baseUrl: string): Snippet[] =>
  [html, react, vue, angular, svelte].map((write) => write(choices, baseUrl));

interface Person {
  customer: { externalId: string; name: string } | undefined;
  choices: Choices;
}

/** What the files in `examples/tokens` say, with the customer, role and plan that were chosen in the place of theirs. */
export function tokenSnippet(code: string, { customer, choices }: Person): string {
  const quotes = /(["'])(globex|Globex|admin|pro)\1/g;
  const said: Record<string, string> = {
    globex: customer?.externalId ?? 'globex',
    Globex: customer?.name ?? 'Globex',
    admin: roleOf(choices),
    pro: choices.plan || 'pro',
  };
  return code.replace(quotes, (_, quote: string, word: string) => {
    const text = (said[word] ?? word).replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
    return `${quote}${text}${quote}`;
  });
}
