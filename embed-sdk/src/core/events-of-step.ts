import { type ConnectSnapshot, isAuthorized } from './connect-snapshot.ts';
import type { ConnectAnswer } from './contract.ts';
import type { PorticoEvent } from './events.ts';

/** What the host hears of when the server's answer moves a flow on. */
export function eventsOfStep(before: ConnectSnapshot, answer: ConnectAnswer): PorticoEvent[] {
  const { integration, reconnect, reached } = before;
  const { stage, account, failure, installation } = answer;
  if (stage === reached) return [];
  const events: PorticoEvent[] = [{ type: 'wizard.step', integration, stage }];
  if (!reconnect && isAuthorized(stage) && !isAuthorized(reached))
    events.push({ type: 'connection.created', integration, account });
  if (stage === 'failed' && failure)
    events.push({ type: 'connect.failed', integration, code: failure.code, sentence: failure.sentence });
  if (stage === 'done' && reconnect)
    events.push({ type: 'connection.reconnected', integration, connection: reconnect, account });
  if (stage === 'done' && !reconnect && installation)
    events.push({ type: 'installation.created', integration, installation });
  return events;
}
