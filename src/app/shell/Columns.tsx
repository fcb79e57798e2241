import { useRun } from '../../store/runStore';
import { Panels } from '../panels/panels';
import { labelOf, readings } from '../views';
import { useArrangement } from './arrangement';
import { FirstMinute } from './FirstMinute';
import { Group } from './Group';
import { useTiles } from './useTiles';

/** The settings of what is trained next, folded, under one sentence on what one sees. */
export function SettingsColumn() {
  const open = useArrangement(({ settings }) => settings);
  return (
    <aside className="column settings" id="settings" aria-label="Settings" hidden={!open} tabIndex={-1}>
      <FirstMinute />
      <Panels />
      <p className="foot">Your data stay in this browser.</p>
    </aside>
  );
}

/** Numbers, curves and how sure the clusters are. */
export function ReadingsColumn() {
  const open = useArrangement((state) => state.readings);
  const tiles = useTiles();
  return (
    <aside className="column readings" aria-label="Readings" hidden={!open}>
      {open && readings.filter(({ id }) => !tiles.includes(id)).map((reading) => <Reading key={reading.id} {...reading} />)}
    </aside>
  );
}

const always = () => true;

function Reading({ id, label, View, when = always }: (typeof readings)[number]) {
  const name = useRun((state) => labelOf(label, state));
  const open = useArrangement(({ groups }) => groups.includes(id));
  return (
    useRun(when) && (
      <Group id={id} title={name}>
        <div data-view={id}>{open && <View />}</div>
      </Group>
    )
  );
}
