import { z } from 'zod';
import { type ConnectorContext, orNull } from '../../kit/index.ts';

/** One row by its key; Square wraps it in a name. */
export const getOne =
  (path: string, name: string) =>
  ({ http }: ConnectorContext<unknown>, key: string) =>
    orNull(async () => {
      const answer = z.looseObject({ [name]: z.looseObject({}) });
      return (await http.get(`${path}/${encodeURIComponent(key)}`, answer)).body[name] ?? null;
    });
