/** Everything that can be chosen, as texts of the address; an empty one is the default. */
export const choiceNames = [
  'customer',
  'role',
  'plan',
  'locale',
  'view',
  'slug',
  'layout',
  'width',
  'mode',
  'accent',
  'text',
  'surface',
  'radius',
  'density',
  'font',
] as const;

export type ChoiceName = (typeof choiceNames)[number];
export type Choices = Record<ChoiceName, string>;

export const noChoices: Choices = {
  customer: '',
  role: '',
  plan: '',
  locale: '',
  view: '',
  slug: '',
  layout: '',
  width: '',
  mode: '',
  accent: '',
  text: '',
  surface: '',
  radius: '',
  density: '',
  font: '',
};

/** The choices that the address names. */
export function choicesFrom(get: (name: ChoiceName) => string): Choices {
  const choices = { ...noChoices };
  for (const name of choiceNames) choices[name] = get(name);
  return choices;
}

export interface Option {
  value: string;
  label: string;
}

export const roles = ['admin', 'member', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const roleOf = (choices: Choices): Role => roles.find((role) => role === choices.role) ?? 'admin';

export const roleOptions: Option[] = [
  { value: '', label: 'Admin: connects and changes' },
  { value: 'member', label: 'Member: looks' },
  { value: 'viewer', label: 'Viewer: looks' },
];

export const localeOptions: Option[] = [
  { value: '', label: 'As the browser says' },
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
  { value: 'fr', label: 'Français' },
  { value: 'es', label: 'Español' },
  { value: 'nl', label: 'Nederlands' },
  { value: 'it', label: 'Italiano' },
  { value: 'pt-BR', label: 'Português' },
  { value: 'ja', label: '日本語' },
  { value: 'ar', label: 'From the right, with phrases of yours' },
  { value: 'keys', label: 'The names of the phrases' },
];

export const viewOptions: Option[] = [
  { value: '', label: 'The whole tab' },
  { value: 'card', label: 'One card' },
  { value: 'connect-button', label: 'One connect button' },
  { value: 'wizard', label: 'One wizard' },
  { value: 'activity', label: 'One activity log' },
  { value: 'reconnect-banner', label: 'The reconnect banner' },
];

/** Whether a view is of one integration. */
export const isOfOne = (view: string): boolean => view !== '' && view !== 'reconnect-banner';

export const layoutOptions: Option[] = [
  { value: '', label: 'Inline' },
  { value: 'page', label: 'A page of its own' },
  { value: 'modal', label: 'Modal' },
];

export const widthOptions: Option[] = [
  { value: '', label: 'All there is' },
  { value: '1024', label: 'Laptop, 1024 px' },
  { value: '768', label: 'Tablet, 768 px' },
  { value: '390', label: 'Phone, 390 px' },
  { value: '320', label: 'Narrow, 320 px' },
];

export const modeOptions: Option[] = [
  { value: '', label: 'Auto' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export const densityOptions: Option[] = [
  { value: '', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
];

/** The look of the tab, as the SDK takes it. */
export interface TabTheme {
  accent?: string;
  radius?: number;
  font?: string;
  mode?: string;
  density?: string;
  variables?: Record<string, string>;
}

/** The theme that the choices stand for; empty where nothing was chosen. */
export function themeOf({ accent, text, surface, radius, font, mode, density }: Choices): TabTheme {
  const variables = { ...(text && { '--pt-text': text }), ...(surface && { '--pt-surface': surface }) };
  return {
    ...(accent && { accent }),
    ...(radius && { radius: Number(radius) }),
    ...(font && { font }),
    ...(mode && { mode }),
    ...(density && { density }),
    ...(Object.keys(variables).length > 0 && { variables }),
  };
}

/** How the element is set up: its attributes, and the language where one was chosen. */
export function attributesOf({ locale, view, slug, layout }: Choices): Record<string, string> {
  return {
    ...(locale && locale !== 'keys' && { locale }),
    ...(locale === 'keys' && { phrases: 'keys' }),
    ...(view && { view }),
    ...(isOfOne(view) && { slug }),
    ...(layout && view === '' && { layout }),
  };
}
