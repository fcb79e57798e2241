import { useEffect, useRef, type CSSProperties } from 'react';
import '../views.css';
import './memories.css';
import type { Dataset } from '../../data/dataset';
import { useRun, useRunStore } from '../../store/runStore';
import { type RunState } from '../../store/state';
import { drawnSentence, mayChooseDrawing, shownDecodedBy } from '../drawn';
import { About } from '../About';
import { DrawnBy } from '../DrawnBy';
import { ExportLegend } from '../ExportLegend';
import { MemoryBadge } from '../MemoryBadge';
import { ViewTools } from '../ViewTools';
import { clusterColor, drawnAs } from '../chart/palette';
import { useFigureName } from '../RunMark';
import { toggleMemory } from '../selection';
import { mostColumns } from './drawRow';
import { FeatureNames } from './FeatureNames';
import { ends, membersBeside } from './members';
import { NewPoints } from './NewPoints';
import { mountRows } from './painter';
import { partitionerOf } from '../../core/partition/kinds';
import { capital, wordsOf, type PartitionWords } from '../words';

const selectCount = (state: RunState) => state.shown?.model.k ?? 0;
const selectDataset = (state: RunState) => state.dataset;
const selectMemory = (state: RunState) => state.selectedMemory;
const selectLooks = ({ shown }: RunState) => shown?.looks;
const selectSpherical = (state: RunState) => state.shown !== null && partitionerOf(state.shown.model).sphere;
const selectDeep = (state: RunState) => state.shown?.latent != null;
const selectWords = (state: RunState) => wordsOf(state.shown?.model ?? null);
const selectUntrained = (state: RunState) => state.shown?.latent?.pretrained === false;
const selectPretraining = (state: RunState) => state.pretraining?.active === true;

/** One row a memory: how many points end in it, and what it looks like beside them. */
export function Memories() {
  const name = useFigureName('Memories');
  const k = useRun(selectCount);
  const dataset = useRun(selectDataset);
  const spherical = useRun(selectSpherical);
  const deep = useRun(selectDeep);
  const by = useRun(shownDecodedBy);
  const choice = useRun(mayChooseDrawing);
  const words = useRun(selectWords);
  const untrained = useRun(selectUntrained);
  const pretraining = useRun(selectPretraining);
  const named = dataset?.itemNames != null;
  const kind = dataset?.image ? 'pictures' : (dataset?.d ?? 0) <= mostColumns ? 'profiles' : 'strips';
  if (!dataset || k === 0)
    return (
      <figure className="memories" aria-label={name}>
        <p className="memories-hint">The {words.prototypes} are drawn here as soon as there are data.</p>
      </figure>
    );
  const reading = (
    <>
      <p>{named && kind !== 'pictures' ? captions[kind](words).replace('Numbers:', 'Names:') : captions[kind](words)}</p>
      {deep && (
        <p>
          A {words.prototype} lives among the codes, and distances are those of the codes e(x).{' '}
          {by === 'decoder' ? `It is drawn as it is decoded, d(${words.symbol}).` : drawnSentence(by, choice, `a ${words.prototype}`)}
        </p>
      )}
      {spherical && !deep && (
        <p>On the sphere only a {words.prototype}’s direction counts; it is drawn at the mean length of the points.</p>
      )}
    </>
  );
  return (
    <figure className={`memories ${kind}`} aria-label={name} style={{ '--features': dataset.d } as CSSProperties}>
      <ViewTools>
        <About view="Memories">{reading}</About>
      </ViewTools>
      {untrained && by !== 'nearest point' && (
        <p className="memories-hint">
          {pretraining
            ? 'Pretraining goes on: the decoder draws what it has learned so far.'
            : 'The networks are not pretrained yet: the decoder has learned nothing to draw.'}
        </p>
      )}
      <DrawnBy />
      {kind === 'profiles' && <FeatureNames features={dataset.features} />}
      <Rows
        key={`${kind} ${k} ${dataset.id} ${deep} ${named}`}
        k={k}
        image={dataset.image}
        named={named}
        prototype={capital(words.prototype)}
      />
      <ExportLegend>{reading}</ExportLegend>
      <NewPoints />
    </figure>
  );
}

/** React makes the rows; the painter fills them, frame by frame. */
function Rows({ k, image, named, prototype }: { k: number; image: Dataset['image']; named: boolean; prototype: string }) {
  const root = useRef<HTMLDivElement>(null);
  const run = useRunStore();
  const selected = useRun(selectMemory);
  const looks = useRun(selectLooks);
  useEffect(() => (root.current ? mountRows(run, root.current) : undefined), [run]);
  return (
    <div ref={root} className="memories-rows">
      <p className="memories-hint memories-lost" aria-live="polite" />
      <ol className="memories-list">
        {Array.from({ length: k }, (_, index) => (
          // A prototype is its number.
          <li key={index} className="memory-row" data-index={index} data-selected={selected === index || undefined}>
            <div className="memory-head">
              <button
                type="button"
                className="quiet-button memory-select"
                aria-pressed={selected === index}
                onClick={() => toggleMemory(index, run)}
              >
                <span className="visually-hidden">{prototype} </span>
                <MemoryBadge index={index} /> <span className="memory-size">…</span>
              </button>
              <span className="memory-share" aria-hidden="true" style={{ color: clusterColor(drawnAs(looks, index)) }}>
                <span />
              </span>
              <span className="memory-note" />
            </div>
            <div className="memory-body">
              <canvas className={image ? 'memory-plot picture' : 'memory-plot'} style={shapeOf(image)} aria-hidden="true" />
              <Members count={membersBeside(k)} image={image} named={named} />
            </div>
          </li>
        ))}
      </ol>
      <p className="feature-readout" hidden aria-hidden="true" />
    </div>
  );
}

const captions = {
  profiles: ({ prototype, members, inside }: PartitionWords) =>
    `Dots: the ${prototype} (hollow where it lies beyond the data). Bands: mean ± deviation of ${members}. Each column runs from the lowest to the highest value of its feature. Numbers: ${inside} that are closest to it and farthest from it.`,
  strips: ({ prototype, members, inside }: PartitionWords) =>
    `Upper strip: the ${prototype}. Lower strip: the mean of ${members}. Each cell is a feature, from low (faint) to high (strong) for these data. Numbers: ${inside} that are closest to it and farthest from it.`,
  pictures: ({ prototype, members }: PartitionWords) =>
    `Large: the ${prototype}. Small: of ${members}, those that lie closest to it and farthest from it.`,
};

const shapeOf = (image: Dataset['image']): CSSProperties | undefined =>
  image ? { aspectRatio: `${image.width} / ${image.height}` } : undefined;

/**
 * Places for the members that are closest to the memory and farthest from it, as pictures, names or numbers of points; the painter fills
 * them.
 */
function Members({ count, image, named }: { count: number; image: Dataset['image']; named: boolean }) {
  return (
    <div className="memory-members">
      {ends.map((end) => (
        <div key={end} className={`memory-${end}`}>
          <span className="memory-end" aria-hidden="true">
            {end}
          </span>
          <ul aria-label={`${end === 'closest' ? 'Closest' : 'Farthest'} points`}>
            {Array.from({ length: count }, (_, i) => (
              <li key={i}>
                <button type="button" className="quiet-button memory-member" hidden>
                  {image && <canvas className="picture" style={shapeOf(image)} aria-hidden="true" />}
                  <span className="visually-hidden">Point </span>
                  <span className={image || named ? 'memory-member-number visually-hidden' : 'memory-member-number'} />
                  {named && !image && <span className="memory-member-name" />}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
