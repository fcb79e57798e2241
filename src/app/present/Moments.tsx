import { deleteMoment, moveMoment } from '../../store/moments';
import { useStore, type KeptMoment } from '../../store/state';
import { Popover } from '../../views/Popover';
import { act } from '../act';
import { Icon, type IconName } from '../ui/Icon';
import { go, showLesson } from './presenting';
import { usePresenting } from './usePresenting';

/** The kept moments in their order: each can be gone to, moved and deleted. */
export function Moments() {
  const moments = useStore((state) => state.moments);
  return (
    <Popover label="Moments" button="Moments" width={420}>
      <p className="popover-title">Kept moments</p>
      {moments.length === 0 && <p>None are kept yet. Keep what you show, and the arrow keys go through it.</p>}
      <ol className="moments">
        {moments.map((moment, index) => (
          <Line key={moment.id} moment={moment} index={index} last={index === moments.length - 1} />
        ))}
      </ol>
      <button type="button" className="soft" onClick={() => act(showLesson, 'moment')}>
        The first lesson
      </button>
    </Popover>
  );
}

function Line({ moment: { id, caption }, index, last }: { moment: KeptMoment; index: number; last: boolean }) {
  const at = usePresenting((state) => state.at);
  const here = at?.show === 'kept' && at.id === id;
  return (
    <li>
      <button
        type="button"
        className="quiet moment-caption"
        aria-current={here}
        onClick={() => act(() => go({ show: 'kept', id }), 'moment')}
      >
        {caption || 'No caption'}
      </button>
      <Tool icon="earlier" name={`Move “${caption}” earlier`} off={index === 0} onClick={() => moveMoment(id, -1)} />
      <Tool icon="fold" name={`Move “${caption}” later`} off={last} onClick={() => moveMoment(id, 1)} />
      <Tool icon="close" name={`Delete “${caption}”`} off={false} onClick={() => act(() => removed(id), 'moment')} />
    </li>
  );
}

/** Where it was the one that is shown, the page shows what it had. */
async function removed(id: string): Promise<void> {
  const { at } = usePresenting.getState();
  if (at?.show === 'kept' && at.id === id) await go(null);
  deleteMoment(id);
}

function Tool({ icon, name, off, onClick }: { icon: IconName; name: string; off: boolean; onClick: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={name} title={name} disabled={off} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
