/** localStorage, or null where the browser forbids it: what is remembered then lasts as long as the page. */
export function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
