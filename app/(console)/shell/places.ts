import {
  Activity,
  Boxes,
  Building2,
  ChartNoAxesColumnDecreasing,
  DatabaseZap,
  House,
  ListX,
  type LucideIcon,
  Plug,
  RefreshCw,
  Rows3,
  Settings,
  SwatchBook,
  TriangleAlert,
  Webhook,
} from 'lucide-react';

export interface Place {
  name: string;
  href: string;
  /** Pressed after `g`. */
  key: string;
  icon: LucideIcon;
}

/** The pages of the rail, in its order. */
export const places: Place[] = [
  { name: 'Overview', href: '/', key: 'o', icon: House },
  { name: 'Customers', href: '/customers', key: 'c', icon: Building2 },
  { name: 'Integrations', href: '/integrations', key: 'i', icon: Boxes },
  { name: 'Playground', href: '/playground', key: 'p', icon: SwatchBook },
  { name: 'Syncs', href: '/syncs', key: 'y', icon: RefreshCw },
  { name: 'Runs', href: '/runs', key: 'r', icon: Activity },
  { name: 'Failures', href: '/failures', key: 'f', icon: TriangleAlert },
  { name: 'Records', href: '/records', key: 'd', icon: Rows3 },
  { name: 'Webhooks', href: '/webhooks', key: 'w', icon: Webhook },
];

/** Pages inside of others that are looked for by their own names. */
export const innerPlaces: Place[] = [
  { name: 'Funnel', href: '/integrations/funnel', key: 'l', icon: ChartNoAxesColumnDecreasing },
  { name: 'Connectors', href: '/integrations/connectors', key: 'n', icon: Plug },
  { name: 'Destinations', href: '/records/destinations', key: 't', icon: DatabaseZap },
  { name: 'Failed jobs', href: '/failures/jobs', key: 'j', icon: ListX },
];

export const settingsPlace: Place = { name: 'Settings', href: '/settings', key: 's', icon: Settings };

export const isAt = (place: Place, pathname: string): boolean =>
  place.href === '/' ? pathname === '/' : pathname === place.href || pathname.startsWith(`${place.href}/`);
