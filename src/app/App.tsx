import { useRun } from '../store/runStore';
import { Timeline } from '../views/Timeline';
import { CostDialog } from './panels/CostDialog';
import { Dialogs } from './panels/Dialogs';
import { LoadingBar } from './panels/LoadingBar';
import { Panels } from './panels/panels';
import { DropTarget } from './shell/DropTarget';
import { Header } from './shell/Header';
import { Messages } from './shell/Messages';
import { Stage } from './shell/Stage';
import { useTiles } from './shell/useTiles';
import { labelOf, readings } from './views';
import './theme.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/header.css';
import './styles/controls.css';
import './styles/panels.css';

/** The page: header, three columns, timeline. Below 1,100 px one column, the stage first. */
export function App() {
  const tiles = useTiles();
  return (
    <>
      <a className="skip" href="#stage">
        Skip to the stage
      </a>
      <a className="skip" href="#controls">
        Skip to the controls
      </a>
      <div className="shell">
        <Header />
        <section className="news" aria-label="Messages">
          <LoadingBar />
          <Messages />
        </section>
        <Stage />
        <aside className="controls" id="controls" aria-label="Controls" tabIndex={-1}>
          <Panels />
        </aside>
        <aside className="readings" aria-label="Readings">
          {readings
            .filter(({ id }) => !tiles.includes(id))
            .map((reading) => (
              <Reading key={reading.id} {...reading} />
            ))}
        </aside>
        <div className="timeline-place">
          <Timeline />
        </div>
      </div>
      <Dialogs />
      <CostDialog />
      <DropTarget />
    </>
  );
}

const always = () => true;

/** Views name themselves; a second landmark of the same name would only be in the way. */
function Reading({ label, View, when = always }: (typeof readings)[number]) {
  const name = useRun((state) => labelOf(label, state));
  return (
    useRun(when) && (
      <div className="section">
        <h2>{name}</h2>
        <View />
      </div>
    )
  );
}
