import type { ConnectFlow } from '../../core/connect-flow.ts';
import type { Option } from '../../core/contract.ts';

/** The labels of choices seen in a flow: an answer is only the value, and *Back* must show what was chosen. */
const seen = new WeakMap<ConnectFlow, Map<string, string>>();

const keyOf = (name: string, value: string) => `${name}\n${value}`;

export function rememberLabels(flow: ConnectFlow, name: string, options: readonly Option[]): void {
  const labels = seen.get(flow) ?? new Map<string, string>();
  seen.set(flow, labels);
  for (const { value, label } of options) labels.set(keyOf(name, value), label);
}

export const labelOf = (flow: ConnectFlow, name: string, value: string): string | undefined =>
  seen.get(flow)?.get(keyOf(name, value));
