interface ReviewInput {
  app: string;
  vendor: string;
  syncs: readonly { label: string; everySeconds: number }[];
}

/** What will happen when the customer presses the button, in their words. */
export function reviewOf({ app, vendor, syncs }: ReviewInput): { sentences: string[]; button: string } {
  const labels = joined(syncs.map((sync) => sync.label));
  const soonest = Math.min(...syncs.map((sync) => sync.everySeconds));
  return {
    sentences: [
      `${capital(labels)} from ${app} will appear in ${vendor} within a minute or so; you can watch them arrive.`,
      `After that, what changes or is deleted in ${app} follows ${every(soonest)}.`,
      `${vendor} only reads from ${app}. You can pause or disconnect at any time.`,
    ],
    button: `Start syncing ${labels}`,
  };
}

function every(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? 'every hour' : `every ${hours} hours`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const joined = (parts: string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
