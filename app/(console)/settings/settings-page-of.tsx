'use client';

import { CopyId } from '#app/ui/copy-id.tsx';
import { DetailPage } from '#app/ui/detail-page.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { useSigned } from '../shell/environment.tsx';
import { AddressesSection } from './addresses-section.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { BrandSection } from './brand-section.tsx';
import { CustomerViewSection } from './customer-view-section.tsx';
import { EmbedKeysSection } from './embed-keys-section.tsx';
import { EncryptionSection } from './encryption-section.tsx';
import { OutboxSection } from './outbox-section.tsx';
import { PortalAddressesSection } from './portal-addresses-section.tsx';
import { RetentionSection } from './retention-section.tsx';
import { RunLimitsSection } from './run-limits-section.tsx';

export function SettingsPageOf() {
  const { environment, me } = useSigned();
  return (
    <DetailPage
      header={
        <PageHeader title={`Settings of ${environment.name}`}>
          Each environment of {me.vendor.name} has its own keys, customers and records. Nothing is shared between them.
        </PageHeader>
      }
    >
      <Section title="Environment">
        <div className="px-4 py-3.5">
          <Facts
            facts={[
              { name: 'Kind', value: <span className="inline-block first-letter:uppercase">{environment.kind}</span> },
              { name: 'Id', value: <CopyId id={environment.id} what="environment id" /> },
              { name: 'Audience of embed tokens', value: <CopyId id={`portico:${environment.id}`} what="audience" /> },
            ]}
          />
        </div>
      </Section>
      <ApiKeysSection />
      <EmbedKeysSection />
      <AddressesSection />
      <CustomerViewSection />
      <BrandSection />
      <PortalAddressesSection />
      <OutboxSection />
      <RunLimitsSection />
      <RetentionSection />
      <EncryptionSection />
    </DetailPage>
  );
}
