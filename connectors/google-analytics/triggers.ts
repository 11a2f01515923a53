import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';
import { lastDay, plusDays } from './days.ts';
import { linesOf, runReport } from './report.ts';
import { listed, settings } from './settings.ts';

const place = z.object({ property: z.string(), told: z.string() });
const output = z.looseObject({ property: z.string(), date: z.string(), metrics: z.record(z.string(), z.unknown()) });
/** Of a look, where none was for long. */
const mostDays = 31;

const daily = (title: string, description: string, age: (lookBack: number) => number): ConnectorTrigger => ({
  title,
  description,
  via: 'poll',
  output,
  sample: { property: '123456789', date: '2026-11-20', metrics: { sessions: 812, totalUsers: 640 } },
  poll: async ({ http, settings: answers }, { cursor }) => {
    const { property, lookBack, ...report } = settings.parse(answers);
    const metrics = listed(report.metrics);
    const ready = plusDays(await lastDay(http, property), -age(lookBack));
    const known = place.safeParse(cursor).data;
    if (known === undefined || known.property !== property) return { items: [], cursor: { property, told: ready } };
    const items: { id: string; data: unknown }[] = [];
    let { told } = known;
    while (told < ready && items.length < mostDays) {
      told = plusDays(told, 1);
      const body = await runReport(http, property, { dimensions: [], metrics, from: told, to: told, limit: 1 });
      const [line] = linesOf(body);
      // A day without any visit has no line.
      const none = Object.fromEntries(metrics.map((name) => [name, 0]));
      items.push({ id: `${property}/${told}`, data: { property, date: told, metrics: line?.metrics ?? none } });
    }
    return { items, cursor: { property, told } };
  },
});

export const triggers: Record<string, ConnectorTrigger> = {
  dayEnded: daily('A day is over', 'Its first figures, which Google Analytics may still restate.', () => 0),
  dayFinal: daily(
    'A day’s figures are final',
    'When the days are over in which they are restated: as many as the settings say.',
    (lookBack) => lookBack,
  ),
};
