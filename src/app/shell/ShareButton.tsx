import { later } from '../later';
import { Icon } from '../ui/Icon';
import { Popover } from '../../views/Popover';

const SharePanel = later(async () => (await import('../moment/SharePanel')).SharePanel);

/** Opens the link of what is on the page. */
export function ShareButton() {
  return (
    <Popover
      label="Share"
      button={
        <>
          <Icon name="share" />
          <span className="wide-only">Share</span>
        </>
      }
      className="tool"
      width={340}
    >
      <SharePanel />
    </Popover>
  );
}
