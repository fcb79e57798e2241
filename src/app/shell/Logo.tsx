/** Contours of a basin, its floor marked: the page's sign. public/icon.svg is the same drawing. */
export function Logo() {
  return (
    <svg className="logo" viewBox="4 3 25 26" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinejoin="round" aria-hidden="true">
      <path
        opacity="0.55"
        d="M5.2 14.8C5.6 8.6 10.4 4.6 16.2 4.8c6.4.2 10.8 4.9 10.7 10.6-.1 4.6-2.6 6.7-4.3 9-1.8 2.4-4 3.2-7.1 2.7-6-.9-10.6-6.1-10.3-12.3Z"
      />
      <path
        opacity="0.8"
        d="M8.9 14.6c.2-3.9 3.4-6.3 7.1-6.2 4.2.2 7.2 3 7.1 6.8-.1 2.9-1.8 4.2-3 5.8-1.2 1.5-2.5 2.2-4.7 1.8-3.9-.6-6.7-4.2-6.5-8.2Z"
      />
      <path d="M12.3 14.5c.2-1.7 1.8-2.9 3.6-2.7 2.1.2 3.5 1.5 3.4 3.3-.1 1.4-.9 2-1.6 2.8-.6.7-1.2 1-2.2.8-1.9-.3-3.4-2.2-3.2-4.2Z" />
      <circle cx="15.8" cy="15" r="1.2" fill="currentColor" stroke="none" />
    </svg>
  );
}
