import { Status } from '#app/ui/status.tsx';

interface CustomerStateProps {
  customer: { connections: number; attention: number; erasingSince: string | null };
}

/** Whether somebody has to do something for this customer. */
export function CustomerState({ customer }: CustomerStateProps) {
  if (customer.erasingSince) return <Status tone="running" word="Being erased" />;
  if (customer.attention > 0) return <Status tone="attention" word="Needs attention" strong />;
  if (customer.connections > 0) return <Status tone="active" word="Healthy" />;
  return <Status tone="ended" word="Nothing connected" />;
}
