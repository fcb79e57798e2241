import { closeBetas, openBetas, useBetas } from '../../views/Basins/betas/open';
import { Icon } from '../ui/Icon';

/** Beside β: the map at eight of them at once. */
export function EightBetasButton() {
  const open = useBetas((state) => state.open);
  return (
    <button
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
