import { Status } from '#app/ui/status.tsx';

/** Whether somebody has to do something for this customer. */
export function CustomerState({ customer }: { customer: { connections: number; attention: number } }) {
  if (customer.attention > 0) return <Status tone="attention" word="Needs attention" strong />;
  if (customer.connections > 0) return <Status tone="active" word="Healthy" />;
  return <Status tone="ended" word="Nothing connected" />;
}
