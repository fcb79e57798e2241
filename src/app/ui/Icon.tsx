/** Small line drawings for buttons, on a grid of 16. They never stand alone: the button has a name. */
const paths = {
  play: 'M5 3.2v9.6l7.6-4.8Z',
  pause: 'M5.2 3.5v9M10.8 3.5v9',
  step: 'M4 3.4v9.2L10.4 8ZM12.4 3.5v9',
  reset: 'M3.2 5.6A5.6 5.6 0 1 1 2.4 8.6M3 2.4v3.4h3.4',
  dice: 'M3 3h10v10H3ZM5.7 5.7h.01M10.3 10.3h.01M8 8h.01',
  share: 'M6.6 9.4 9.4 6.6M7.2 4.8l1.5-1.5a2.83 2.83 0 0 1 4 4L11.2 8.8M8.8 11.2l-1.5 1.5a2.83 2.83 0 0 1-4-4L4.8 7.2',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.3h10',
  system: 'M8 2.5a5.5 5.5 0 1 0 0 11ZM8 2.5a5.5 5.5 0 0 1 0 11Z',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.85.85M11.75 11.75l.85.85M3.4 12.6l.85-.85M11.75 4.25l.85-.85',
  dark: 'M13 9.6A5.4 5.4 0 0 1 6.4 3a5.4 5.4 0 1 0 6.6 6.6Z',
  file: 'M4 2.2h5l3 3v8.6H4ZM9 2.2v3h3',
  folder: 'M2 4h4.4l1.4 1.6H14v7.2H2Z',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM10 10l3.2 3.2',
  back: 'M6 4 2.5 7.5 6 11M3 7.5h7a3 3 0 0 1 0 6H8',
  undo: 'M6 3 2.8 6.2 6 9.4M3 6.2h6.4a3.6 3.6 0 0 1 0 7.2H6',
  redo: 'm10 3 3.2 3.2L10 9.4M13 6.2H6.6a3.6 3.6 0 0 0 0 7.2H10',
  words: 'M8 4.5C6.5 3.3 4.5 3 2.5 3v9c2 0 4 .3 5.5 1.5 1.5-1.2 3.5-1.5 5.5-1.5V3c-2 0-4 .3-5.5 1.5ZM8 4.5v9',
  present: 'M2 3h12M3 3v7h10V3M8 10v4M5.5 14h5',
  layers: 'm8 2 6 3-6 3-6-3ZM2 8l6 3 6-3M2 11l6 3 6-3',
  left: 'M3.5 3h9A1.5 1.5 0 0 1 14 4.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5v-7A1.5 1.5 0 0 1 3.5 3ZM6 3v10',
  right: 'M3.5 3h9A1.5 1.5 0 0 1 14 4.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5v-7A1.5 1.5 0 0 1 3.5 3ZM10 3v10',
  previous: 'M12 3.4v9.2L5.6 8ZM3.6 3.5v9',
  stop: 'M4 4h8v8H4Z',
  close: 'm4 4 8 8m0-8-8 8',
  fold: 'm6 4 4 4-4 4',
  earlier: 'm10 4-4 4 4 4',
  edit: 'M3 13v-2.5l7.5-7.5 2.5 2.5-7.5 7.5ZM9 4.5 11.5 7',
  one: 'M3.5 3h9A1.5 1.5 0 0 1 14 4.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5v-7A1.5 1.5 0 0 1 3.5 3Z',
  two: 'M3.5 3h9A1.5 1.5 0 0 1 14 4.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5v-7A1.5 1.5 0 0 1 3.5 3ZM8 3v10',
  eight: 'M2 3.5h2.5V7H2ZM6 3.5h4V7H6ZM11.5 3.5H14V7h-2.5ZM2 9h2.5v3.5H2ZM6 9h4v3.5H6ZM11.5 9H14v3.5h-2.5Z',
  pin: 'M9.6 2.2 13.8 6.4 11.6 7 9.4 9.2 9 12 4 7 6.8 6.6 9 4.4ZM6.4 9.6 2.6 13.4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  pen: 'M3 13l.7-3L10.6 3.1 13 5.4 6 12.3ZM9.2 4.5l2.3 2.3',
  bin: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.800l.6-8.5',
  compare: 'M2 3.5h5.2v9H2ZM8.8 3.5H14v9H8.8Z',
  keys: 'M2 4.5h12v7H2ZM4.5 7h.01M7 7h.01M9.5 7h.01M12 7h.01M5 9.4h6',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, solid = false }: { name: IconName; solid?: boolean }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      fill={solid ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
