/** Sheets over one another: the sign of what opens the layers of a view. */
export const LayersSign = () => (
  <svg className="icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" aria-hidden="true">
    <path d="m8 2 6 3-6 3-6-3ZM2 8l6 3 6-3M2 11l6 3 6-3" />
  </svg>
);
