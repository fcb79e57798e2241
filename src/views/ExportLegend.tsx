import type { ReactNode } from 'react';

interface Props {
  /** The clusters, with their glyphs and sizes, follow. */
  clusters?: boolean;
  /** An element for each entry: an SVG in a box of 18 × 10, where it has one, and words. */
  children: ReactNode;
}

/** The legend of a view where it is exported as a picture; on the page other parts say what it says. See app/export/figure/readView.ts. */
export function ExportLegend({ clusters = false, children }: Props) {
  return (
    <div data-legend={clusters ? 'clusters' : 'own'} hidden>
      {children}
    </div>
  );
}
