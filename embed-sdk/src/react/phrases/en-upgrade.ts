/** What is said of a newer version: fetched with the panel. */
export const enUpgrade = {
  'upgrade.waits': 'A newer version of {app} waits for you. Until then everything goes on as it is.',
  'upgrade.take': 'Take the newer version',
};
