import { createContext, useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** Where a view's own buttons stand: beside the tabs where it is the large one; null in a tile, where they stand above the view; "nowhere" where those of another view hold for it. */
export const ViewToolsPlace = createContext<HTMLElement | 'nowhere' | null>(null);

/** Buttons of a view, as few as it can do with. */
export function ViewTools({ children }: { children: ReactNode }) {
  const place = useContext(ViewToolsPlace);
  if (place === 'nowhere') return <div hidden>{children}</div>;
  return place ? createPortal(children, place) : <div className="view-tools">{children}</div>;
}
