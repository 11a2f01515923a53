import type { ComponentType } from 'react';
import type { CardProps } from './catalogue/card.tsx';
import type { AppIconProps } from './controls/app-icon.tsx';
import type { ButtonProps } from './controls/button.tsx';
import type { NoticeProps } from './controls/notice.tsx';
import type { BadgeState } from './controls/state-badge.tsx';
import type { FieldProps } from './form/field.tsx';

/**
 * Components of yours instead of the tab's own, each with the props that its own takes. Whatever they draw, they keep the
 * tab usable by keyboard and screen reader: a `Button` is a button, with `focusKey` as its `data-pt-focus`; a `Field` ties
 * its label, help and complaint to its control, which carries the field's name as `data-pt-field`.
 *
 * @example
 * <PorticoProvider components={{ Button: ({ look, busy, ...rest }) => <MyButton primary={look === 'primary'} loading={busy} {...rest} /> }} …>
 */
export interface PorticoComponents {
  Button?: ComponentType<ButtonProps>;
  Card?: ComponentType<CardProps>;
  Notice?: ComponentType<NoticeProps>;
  Field?: ComponentType<FieldProps>;
  AppIcon?: ComponentType<AppIconProps>;
  StateBadge?: ComponentType<{ state: BadgeState }>;
}
