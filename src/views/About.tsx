import type { ReactNode } from 'react';
import { Popover } from './Popover';

interface Props {
  /** Of the view: "Memories". */
  view: string;
  /** Its words are there while it is closed, too: for what writes into them. */
  kept?: boolean;
  children: ReactNode;
}

/** How a view is read, on request: a "?" at the end of its buttons. */
export function About({ view, kept = false, children }: Props) {
  return (
    <Popover label={`How to read ${view}`} button="?" className="view-tool view-about" width={380} kept={kept}>
      <div className="about" data-screen>
        {children}
      </div>
    </Popover>
  );
}
