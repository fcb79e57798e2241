import type { ReactNode } from 'react';
import { Popover } from './Popover';

/** What a view draws, and how: on request, beside the tabs. @param kept its contents stay while it is closed. */
export function LayersPopover({ kept, children }: { kept?: boolean; children: ReactNode }) {
  return (
    <Popover
      label="Layers"
      button={
        <>
          {/* Sheets over one another. */}
          <svg
            className="icon"
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
            aria-hidden="true"
          >
            <path d="m8 2 6 3-6 3-6-3ZM2 8l6 3 6-3M2 11l6 3 6-3" />
          </svg>
          <span className="view-tool-name">Layers</span>
        </>
      }
      className="view-tool"
      width={384}
      kept={kept}
    >
      {children}
    </Popover>
  );
}
