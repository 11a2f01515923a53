import { PorticoError } from '../core/portico-error.ts';
import { createResource, type Resource } from './resource.ts';

/** A part of the tab that is a file of its own: most visits only look at the catalogue. */
export const lazyFile = <File>(load: () => Promise<File>): Resource<File> =>
  createResource(() =>
    load().catch((cause: unknown) => {
      throw new PorticoError({ code: 'offline', message: 'This part of the page could not be loaded.', cause });
    }),
  );
