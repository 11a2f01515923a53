import type { Metadata } from 'next';
import { SettingsPageOf } from './settings-page-of.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default function SettingsPage() {
  return <SettingsPageOf />;
}
