import type { ConnectFlow, Prefill, StepCheck } from './connect-flow.ts';
import type { CatalogueEntry, InstallationView, IntegrationDetail, Schedule, SessionAnswer } from './contract.ts';
import type { PorticoEvent, PorticoEventName } from './events.ts';
import type { HostFields, InstalledMatching } from './matching.ts';
import type { RepairClient } from './repair.ts';

/** What {@link createClient} needs to know. */
export interface ClientOptions {
  /** Where Portico is: `https://portico.example.com`. */
  baseUrl: string;
  /** Asks your backend for an embed token (`createEmbedToken` of `@portico/embed/server`). Called again when it ran out. */
  getToken: () => string | Promise<string>;
  /** The language of the sentences that the server writes, as a BCP 47 tag; without it, the token decides. */
  locale?: string;
  /** What your page knows already, by integration: the wizard shows it typed in. What the customer types wins. */
  prefill?: (integration: string) => Prefill | undefined;
  /** Fields of your own to match, by integration and by the sync's key; the integration must allow it (`hostFields`). */
  mappingTargets?: (integration: string, sync: string) => HostFields | undefined;
  /** Asked before each step of the wizard is sent; what it answers with is shown instead of sending it. */
  onStepValidate?: StepCheck;
  /** Another `fetch`, for tests and for pages that wrap theirs. */
  fetch?: typeof fetch;
}

/** Everything that the tab does, without a UI. Every promise rejects with a `PorticoError`. */
export interface PorticoClient {
  /** Who is signed in, for which customer of which vendor. */
  session(): Promise<SessionAnswer>;
  /** The apps that this customer may see, those that need attention first. */
  catalogue(): Promise<CatalogueEntry[]>;
  /** One app: what it does, what it asks for, and the installation if there is one. */
  integration(slug: string): Promise<IntegrationDetail>;
  /** Says that this customer would like an app that is coming soon; once is enough. */
  request(slug: string): Promise<void>;
  /** One installation as it stands now. */
  installation(id: string): Promise<InstallationView>;
  /** Stops syncing until `resume`; nothing is lost. */
  pause(installation: string): Promise<InstallationView>;
  /** Goes on syncing after `pause`. */
  resume(installation: string): Promise<InstallationView>;
  /** Starts the syncs of an installation now. */
  syncNow(installation: string): Promise<InstallationView>;
  /** Switches on one thing that an installation may do: an offer, by its key. */
  enableFlow(installation: string, flow: string): Promise<InstallationView>;
  /** Switches it off; the others go on. */
  disableFlow(installation: string, flow: string): Promise<InstallationView>;
  /** Takes the newer version that waits (`upgrade` of the installation), with answers to what it asks. */
  acceptUpgrade(installation: string, version: number, answers?: Record<string, unknown>): Promise<InstallationView>;
  /** The fields of one sync (an offer's `key`) of an installation of `integration`: to look at, try and match anew. */
  matching(integration: string, installation: string, sync: string): InstalledMatching;
  /** Chooses when one thing that an installation does runs, within its `bounds`: an offer, by its key. */
  setSchedule(installation: string, flow: string, schedule: Schedule): Promise<InstallationView>;
  /** Records that failed, and what happened: to look at and to mend. */
  repair: RepairClient;
  /** Removes the installation and revokes its access at the app. */
  disconnect(installation: string): Promise<void>;
  /** Begins to connect an account, to reconnect one (`reconnect`: its connection), or goes on after a redirect (`resume`). */
  connect(slug: string, options?: { reconnect?: string; resume?: string; prefill?: Prefill }): ConnectFlow;
  /** Reads an installation again and again, often while a sync runs; returns the function that ends it. */
  watchInstallation(id: string, listener: (view: InstallationView) => void): () => void;
  /** Listens to one event, or to all (`*`); returns the function that ends it. */
  on<Name extends PorticoEventName>(name: Name | '*', listener: (event: PorticoEvent<Name>) => void): () => void;
  /** Tells the listeners of an event; for UIs of your own, which alone know what was looked at. */
  emit(event: PorticoEvent): void;
  /** Another language from the next answer on; nothing that is under way ends. */
  setLocale(locale: string | undefined): void;
  /** Ends requests, flows, watches and listeners. The client cannot be used afterwards. */
  dispose(): void;
}
