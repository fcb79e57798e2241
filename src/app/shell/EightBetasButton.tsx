import { useEffect, useRef } from 'react';
import { closeBetas, openBetas, useBetas } from '../../views/Basins/betas/open';
import { Icon } from '../ui/Icon';

/** Beside β: the map at eight of them at once. */
export function EightBetasButton() {
  const open = useBetas((state) => state.open);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    // A press on one of the maps takes the maps away: the keyboard goes on from here.
    if (wasOpen.current && !open && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return (
    <button
      ref={button}
      type="button"
      className="icon-button"
      aria-label="Eight β"
      title="The map at eight β at once"
      aria-pressed={open}
      onClick={open ? closeBetas : openBetas}
    >
      <Icon name="eight" />
    </button>
  );
}
