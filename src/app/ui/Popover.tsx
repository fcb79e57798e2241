import { useId, useRef, useState, type ReactNode } from 'react';
import '../styles/popover.css';

interface Props {
  /** Accessible name of the button. */
  label: string;
  /** What the button shows. */
  button: ReactNode;
  className?: string;
  /** In CSS pixels; narrower where the window is. */
  width?: number;
  /** Called with true before it shows, false after it is gone. */
  onOpen?: (open: boolean) => void;
  /** Rendered only while open. */
  children: ReactNode;
}

const margin = 8;

/** A button and what it shows on request, beside it. The browser itself closes it: Escape, or a click elsewhere. */
export function Popover({ label, button, className = '', width = 300, onOpen, children }: Props) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const place = () => {
    const anchor = trigger.current?.getBoundingClientRect();
    const style = box.current?.style;
    if (!anchor || !style) return;
    const wide = Math.min(width, window.innerWidth - 2 * margin);
    style.width = `${wide}px`;
    style.left = `${Math.max(margin, Math.min(anchor.left, window.innerWidth - wide - margin))}px`;
    // Above the button where there is more room above. Its height is not known yet, so the side that touches the button is fixed.
    const above = anchor.top > window.innerHeight - anchor.bottom;
    style.top = above ? 'auto' : `${anchor.bottom + margin}px`;
    style.bottom = above ? `${window.innerHeight - anchor.top + margin}px` : 'auto';
    style.maxHeight = `${(above ? anchor.top : window.innerHeight - anchor.bottom) - 2 * margin}px`;
  };

  return (
    <>
      <button ref={trigger} type="button" className={className} aria-label={label} popoverTarget={id} aria-expanded={open}>
        {button}
      </button>
      <div
        ref={box}
        id={id}
        popover="auto"
        className="popover"
        onBeforeToggle={(event) => {
          const opens = event.newState === 'open';
          if (opens) {
            place();
            onOpen?.(true);
          }
          setOpen(opens);
        }}
        onToggle={(event) => {
          if (event.newState === 'closed') onOpen?.(false);
        }}
      >
        {open && children}
      </div>
    </>
  );
}
