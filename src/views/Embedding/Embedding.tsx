import { useEffect, useRef, useState } from 'react';
import '../views.css';
import './embedding.css';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { createAnnouncer } from '../Basins/announcer';
import { useLooks, type Tool } from './looks';
import { Pane } from './Pane';
import { Search } from './Search';
import { Selection, selectionSaid } from './Selection';

const selectPanes = ({ embeddings }: RunState) => embeddings.length;
const selectEmpty = ({ dataset }: RunState) => dataset === null;

/** All points laid out in the plane, by one method or by two side by side: which are neighbours, and where the memories lie among them. */
export function Embedding() {
  const panes = useRun(selectPanes);
  const empty = useRun(selectEmpty);
  useEffect(() => session.embedding.attach(), []);
  return (
    <figure className={`embedding ${panes > 1 ? 'two' : 'one'}`} aria-label="Embedding">
      <div className="embedding-toolbar">
        <Tools />
        <Search />
        <button
          type="button"
          className="embedding-compare"
          aria-pressed={panes > 1}
          title="Two layouts side by side: two spaces, two methods or two epochs, with linked selection"
          onClick={() => session.embedding.compare(panes === 1)}
        >
          Compare
        </button>
      </div>
      {empty && <p className="embedding-hint">The points are laid out here as soon as there are data.</p>}
      <div className="embedding-panes" hidden={empty}>
        {Array.from({ length: panes }, (_, pane) => (
          // A pane is its place.
          <Pane key={pane} pane={pane} several={panes > 1} />
        ))}
      </div>
      <Selection />
      <Told />
    </figure>
  );
}

const tools: readonly { tool: Exclude<Tool, 'pan'>; label: string; title: string }[] = [
  { tool: 'lasso', label: 'Lasso', title: 'Draw round points to choose them (also: Shift and drag; Ctrl adds to the choice)' },
  { tool: 'box', label: 'Box', title: 'Drag a box over points to choose them (also: Alt and drag; Ctrl adds to the choice)' },
];

function Tools() {
  const chosen = useLooks(({ tool }) => tool);
  return (
    <fieldset className="embedding-tools" aria-label="Choosing points">
      {tools.map(({ tool, label, title }) => (
        <button
          key={tool}
          type="button"
          aria-pressed={chosen === tool}
          title={title}
          onClick={() => useLooks.setState({ tool: chosen === tool ? 'pan' : tool })}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

/** The description of the selection for screen readers. */
function Told() {
  const region = useRef<HTMLParagraphElement>(null);
  const said = useRun(selectionSaid);
  const [first] = useState(said);
  useEffect(() => {
    if (!region.current || said === first) return undefined;
    const announcer = createAnnouncer(region.current);
    announcer.say(said || 'Nothing is chosen.');
    return () => announcer.stop();
  }, [said, first]);
  return <p ref={region} className="visually-hidden" aria-live="polite" />;
}
