import type { LoadedConnector } from '#connectors/registry.ts';
import { vendorValues } from '#server/catalog/template-names.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { usesOauthApp } from '#server/runtime/access.ts';
import type { Block, Inline } from './markdown.ts';
import { scopeLines } from './scope-lines.ts';
import type { WayToConnect } from './ways-to-connect.ts';

/** What a vendor does so that customers can connect an app that is described by data alone. */
export function setUpGuide(loaded: LoadedConnector, ways: WayToConnect[], base: string): Block[] {
  const steps = usesOauthApp(loaded) ? appSteps(loaded, ways, base) : keySteps(loaded, ways);
  return [{ kind: 'list', ordered: true, items: steps.map((content) => [{ kind: 'paragraph', content }]) }];
}

function appSteps(loaded: LoadedConnector, ways: WayToConnect[], base: string): Inline[][] {
  const { name, docs } = loaded.connector;
  const always = scopeLines(loaded.connector).filter(({ asked }) => asked === 'always');
  const further = valuesAsked(loaded);
  const withoutApp = ways.filter(({ needsApp }) => !needsApp);
  return [
    [
      'Register an OAuth app at ',
      name,
      ': ',
      { kind: 'link', href: docs, content: [`its documentation`] },
      ' says where.',
    ],
    [
      'Give it the redirect address that Portico’s console shows under ',
      { kind: 'emphasis', content: [`Integrations → ${name} → OAuth app`] },
      '. It looks like ',
      { kind: 'code', text: `${base}/api/oauth/callback/env_…/${loaded.slug}` },
      '.',
    ],
    ...(always.length > 0 ? [['Allow it these scopes: ', ...listed(always.map(({ scope }) => scope)), '.']] : []),
    [
      'Copy its client id and client secret into the console',
      ...(further.length > 0 ? [', and what the console asks for beside them: ', ...listed(further)] : []),
      '.',
    ],
    ...(withoutApp.length > 0
      ? [[`Without an OAuth app, customers can connect too: ${withoutApp.map(({ title }) => title).join('; ')}.`]]
      : []),
    offerStep(name),
  ];
}

function keySteps(loaded: LoadedConnector, ways: WayToConnect[]): Inline[][] {
  const { name, docs } = loaded.connector;
  const further = valuesAsked(loaded);
  const hasFields = ways.some(({ fields }) => fields.length > 0);
  return [
    [`There is nothing to register at ${name}.`],
    ...(further.length > 0 ? [['Fill in what the console asks for: ', ...listed(further), '.']] : []),
    offerStep(name),
    ...(hasFields
      ? [
          [
            'Your customer fills in the form that is shown above. Where the values are found stands in ',
            { kind: 'link' as const, href: docs, content: [`the documentation of ${name}`] },
            '.',
          ],
        ]
      : []),
  ];
}

const offerStep = (name: string): Inline[] => [
  'Make an integration of it under ',
  { kind: 'emphasis', content: ['Integrations'] },
  `: your customers then find ${name} in their integrations tab.`,
];

function valuesAsked(loaded: LoadedConnector): string[] {
  const { appFields } = loaded.connector;
  const own = appFields === undefined ? [] : formFields(appFields).map(({ label }) => label);
  return [...own, ...vendorValues(loaded).map(({ name }) => name)];
}

const listed = (words: string[]): Inline[] =>
  words.flatMap((text, index): Inline[] => [...(index > 0 ? [', '] : []), { kind: 'code', text }]);
