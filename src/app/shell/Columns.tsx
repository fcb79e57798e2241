import { isEntry } from '../../store/runs/entries';
import { useRun } from '../../store/runStore';
import { useStore } from '../../store/state';
import { later } from '../later';
import { Panels } from '../panels/panels';
import { KeptLine } from '../projects/KeptLine';
import { labelOf, readings } from '../views';
import { useArrangement } from './arrangement';
import { FirstMinute } from './FirstMinute';
import { Group } from './Group';
import { useTiles } from './useTiles';

const Ledger = later(async () => (await import('../ledger')).Ledger);
const DraftTold = later(async () => (await import('../ledger')).DraftTold);

/** The ledger: the settings of what is trained next, folded, and below it the runs that were made; above it one sentence on what one sees. */
export function SettingsColumn() {
  const open = useArrangement(({ settings }) => settings);
  const made = useStore(({ runs }) => [...runs.values()].some(isEntry));
  const moved = useArrangement((state) => state.moved);
  return (
    <aside className="column settings" id="settings" aria-label="Settings" hidden={!open} data-moved={moved || undefined} tabIndex={-1}>
      <FirstMinute />
      <div className="ledger-head">
        <h2>Runs</h2>
      </div>
      <section className="draft" aria-labelledby="draft-title">
        <div className="draft-head">
          <h3 id="draft-title">Next run</h3>
          {made && <DraftTold />}
        </div>
        <Panels />
      </section>
      {made && <Ledger />}
      <KeptLine />
    </aside>
  );
}

/** Numbers, curves and how sure the clusters are. */
export function ReadingsColumn() {
  const open = useArrangement((state) => state.readings);
  const moved = useArrangement((state) => state.moved);
  const tiles = useTiles();
  return (
    <aside className="column readings" aria-label="Readings" hidden={!open} data-moved={moved || undefined}>
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
