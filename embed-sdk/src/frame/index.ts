/** The frame door of `@portico/embed`: the tab for pages that let no script of others in. */

export type { PorticoEvent } from '../core/events.ts';
export { PorticoError } from '../core/portico-error.ts';
export type { FrameSettings } from './messages.ts';
export { type FrameMount, type FrameOptions, mountFrame } from './mount-frame.ts';
