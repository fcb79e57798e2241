/** Swatches of the map's legend. They are drawings, so that the exported picture has them, too. */
const swatches = {
  fill: (
    <>
      <rect width="9" height="10" fill="#56b4e9" />
      <rect x="9" width="9" height="10" fill="#e69f00" />
    </>
  ),
  dash: <path className="key-dash" d="M0 5h18" strokeDasharray="5 3.5" />,
  cross: <path className="key-cross" d="M6 2l6 6m0 -6l-6 6" />,
  picture: <rect className="key-picture" x="4.5" y="0.5" width="9" height="9" />,
  hatch: (
    <>
      <rect width="18" height="10" fill="#56b4e9" />
      <path d="M-2 10 8 0M3 10 13 0M8 10 18 0M13 10 23 0" stroke="#e69f00" strokeWidth="1.6" />
    </>
  ),
} as const;

export function Key({ of }: { of: keyof typeof swatches }) {
  return (
    <svg className="key" viewBox="0 0 18 10" width="18" height="10" aria-hidden="true">
      {swatches[of]}
    </svg>
  );
}
