import { useEffect, useRef, useState } from 'react';
import '../views.css';
import './embedding.css';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { createAnnouncer } from '../Basins/announcer';
import type { ProjectionMethodId } from '../../projection/settings';
import { About } from '../About';
import { useFigureName } from '../RunMark';
import { ViewTools } from '../ViewTools';
import { Choices } from './controls/Choices';
import { cautions } from './controls/words';
import { Pane } from './Pane';
import { Selection, selectionSaid } from './Selection';

const selectPanes = ({ embeddings }: RunState) => embeddings.length;
const selectEmpty = ({ dataset }: RunState) => dataset === null;

/** All points laid out in the plane, by one method or by two side by side: which are neighbours, and where the memories lie among them. */
export function Embedding() {
  const name = useFigureName('Embedding');
  const panes = useRun(selectPanes);
  const empty = useRun(selectEmpty);
  useEffect(() => session.embedding.attach(), []);
  return (
    <figure className={`embedding ${panes > 1 ? 'two' : 'one'}`} aria-label={name}>
      <ViewTools>
        <Choices />
        <Reading />
      </ViewTools>
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

const methodsJoined = ({ embeddings }: RunState) => [...new Set(embeddings.map(({ settings }) => settings.method))].join(' ');

/** What a layout can be believed, by its method. */
function Reading() {
  const methods = useRun(methodsJoined).split(' ') as ProjectionMethodId[];
  return (
    <About view="Embedding">
      {methods.map((method) => (
        <p key={method}>{cautions[method]}</p>
      ))}
      <p>
        Trustworthiness is 1 where all that are neighbours in the picture are neighbours in the space too, and about 0.5 where they are
        strangers. kNN preservation@15 is the share of each point’s 15 nearest in the space that are among its 15 nearest in the picture.
        Both look at neighbours only; neither says that distances are kept.
      </p>
    </About>
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
