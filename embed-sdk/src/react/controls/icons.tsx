import type { ReactNode } from 'react';

/** Drawn for this tab in the manner of lucide: 16 px, strokes of 1.5; status shapes are solid. */
function Icon({ children, className, solid = false }: { children: ReactNode; className?: string; solid?: boolean }) {
  return (
    <svg
      className={solid ? 'pt-solid' : className}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill={solid ? 'currentColor' : 'none'}
      stroke={solid ? 'none' : 'currentColor'}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m13.5 13.5-3.3-3.3" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m4 6 4 4 4-4" />
  </Icon>
);
export const BackIcon = () => (
  <Icon className="pt-turns">
    <path d="m9.5 3.5-4.5 4.5 4.5 4.5" />
  </Icon>
);
export const ArrowIcon = () => (
  <Icon className="pt-turns">
    <path d="M2.5 8h11M9.5 4l4 4-4 4" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m3 8.5 3.2 3.2L13 4.8" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" />
    <circle cx="8" cy="8" r="2" />
  </Icon>
);
export const EyeOffIcon = () => (
  <Icon>
    <path d="M6.4 3.7A6 6 0 0 1 8 3.5C12 3.5 14.5 8 14.5 8a12 12 0 0 1-1.6 2.1M4.2 4.9A11.5 11.5 0 0 0 1.5 8S4 12.5 8 12.5a6 6 0 0 0 3.6-1.2M2.5 2.5l11 11" />
  </Icon>
);
export const CopyIcon = () => (
  <Icon>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
  </Icon>
);
export const SyncIcon = () => (
  <Icon>
    <path d="M13.5 3v3.5H10M2.5 13V9.5H6" />
    <path d="M3.3 6.5a5 5 0 0 1 8.7-1.8l1.5 1.8M12.7 9.5A5 5 0 0 1 4 11.3L2.5 9.5" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M5.5 3.5v9M10.5 3.5v9" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path d="M5 3.3v9.4l7.5-4.7Z" />
  </Icon>
);
export const InfoIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 7.5v3.3M8 5.2v.1" />
  </Icon>
);

export const FolderIcon = () => (
  <Icon>
    <path d="M1.5 12.5v-9h4.3l1.5 2h7.2v7Z" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M3.5 14.5v-13h6l3 3v10ZM9.5 1.5v3h3" />
  </Icon>
);

/** Active. */
export const DotShape = () => (
  <Icon solid>
    <circle cx="8" cy="8" r="4" />
  </Icon>
);
/** Waiting, or moving: then it turns. */
export const RingShape = ({ turning = false }: { turning?: boolean }) => (
  <Icon className={turning ? 'pt-turning' : undefined}>
    {turning ? <path d="M8 3a5 5 0 1 1-4.33 2.5" strokeWidth="2" /> : <circle cx="8" cy="8" r="4" strokeWidth="2" />}
  </Icon>
);
/** Needs attention. */
export const TriangleShape = () => (
  <Icon solid>
    <path
      fillRule="evenodd"
      d="M6.9 2.35a1.27 1.27 0 0 1 2.2 0l5.17 9.1A1.27 1.27 0 0 1 13.17 13.35H2.83A1.27 1.27 0 0 1 1.73 11.45ZM7.25 5.7h1.5v3.5h-1.5ZM8 10.3a.85.85 0 1 1 0 1.7.85.85 0 0 1 0-1.7Z"
    />
  </Icon>
);
/** Failed. */
export const SquareShape = () => (
  <Icon solid>
    <rect x="4" y="4" width="8" height="8" rx="1" />
  </Icon>
);
/** Paused. */
export const BarsShape = () => (
  <Icon solid>
    <rect x="4" y="4" width="3" height="8" rx="0.75" />
    <rect x="9" y="4" width="3" height="8" rx="0.75" />
  </Icon>
);
/** Locked. */
export const KeyShape = () => (
  <Icon>
    <circle cx="5.5" cy="10.5" r="2.75" />
    <path d="m7.5 8.5 5.5-5.5M11 5l1.75 1.75" />
  </Icon>
);
/** Not there yet. */
export const ClockShape = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.25" />
    <path d="M8 5.2V8l1.8 1.2" />
  </Icon>
);
