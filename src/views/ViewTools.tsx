import { createContext, useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** Where a view's own buttons stand: beside the tabs where it is the large one; null in a tile, where they stand above the view. */
export const ViewToolsPlace = createContext<HTMLElement | null>(null);

/** Buttons of a view, as few as it can do with. */
export function ViewTools({ children }: { children: ReactNode }) {
  const place = useContext(ViewToolsPlace);
  return place ? createPortal(children, place) : <div className="view-tools">{children}</div>;
}
