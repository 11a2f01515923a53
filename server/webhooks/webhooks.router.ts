import { router } from '#server/trpc/init.ts';
import { deliveriesRouter } from './deliveries.router.ts';
import { endpointsRouter } from './endpoints.router.ts';

export const webhooksRouter = router({ endpoints: endpointsRouter, deliveries: deliveriesRouter });
