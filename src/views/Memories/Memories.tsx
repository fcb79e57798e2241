import { useEffect, useRef, type CSSProperties } from 'react';
import '../views.css';
import './memories.css';
import type { Dataset } from '../../data/dataset';
import { useStore, type AppState } from '../../store/state';
import { MemoryBadge } from '../MemoryBadge';
import { clusterColor } from '../palette';
import { toggleMemory } from '../selection';
import { mostColumns } from './drawRow';
import { FeatureNames } from './FeatureNames';
import { mostNearest, mountRows } from './painter';

const selectCount = (state: AppState) => state.shown?.model.k ?? 0;
const selectDataset = (state: AppState) => state.dataset;
const selectMemory = (state: AppState) => state.selectedMemory;
const selectSpherical = (state: AppState) => state.shown?.model.similarity === 'spherical';

/** One row a memory: how many points end in it, and what it looks like beside them. */
export function Memories() {
  const k = useStore(selectCount);
  const dataset = useStore(selectDataset);
  const spherical = useStore(selectSpherical);
  const kind = dataset?.image ? 'pictures' : (dataset?.d ?? 0) <= mostColumns ? 'profiles' : 'strips';
  if (!dataset || k === 0)
    return (
      <figure className="memories" aria-label="Memories">
        <p className="memories-hint">The memories are drawn here as soon as there are data.</p>
      </figure>
    );
  return (
    <figure className={`memories ${kind}`} aria-label="Memories" style={{ '--features': dataset.d } as CSSProperties}>
      <figcaption className="memories-hint">
        {captions[kind]}
        {spherical && ' On the sphere only a memory’s direction counts; it is drawn at the mean length of the points.'}
      </figcaption>
      {kind === 'profiles' && <FeatureNames features={dataset.features} />}
      <Rows key={`${kind} ${k} ${dataset.id}`} k={k} image={dataset.image} />
    </figure>
  );
}

/** React makes the rows; the painter fills them, frame by frame. */
function Rows({ k, image }: { k: number; image: Dataset['image'] }) {
  const root = useRef<HTMLDivElement>(null);
  const selected = useStore(selectMemory);
  useEffect(() => (root.current ? mountRows(root.current) : undefined), []);
  return (
    <div ref={root} className="memories-rows">
      <ol className="memories-list">
        {Array.from({ length: k }, (_, index) => (
          // A memory is its number.
          <li key={index} className="memory-row" data-index={index} data-selected={selected === index || undefined}>
            <div className="memory-head">
              <button type="button" className="quiet-button memory-select" aria-pressed={selected === index} onClick={() => toggleMemory(index)}>
                <span className="visually-hidden">Memory </span>
                <MemoryBadge index={index} /> <span className="memory-size">…</span>
              </button>
              <span className="memory-share" aria-hidden="true" style={{ color: clusterColor(index) }} />
            </div>
            {image ? <Pictures width={image.width} height={image.height} /> : <canvas className="memory-plot" aria-hidden="true" />}
          </li>
        ))}
      </ol>
      <p className="memories-readout" hidden aria-hidden="true" />
    </div>
  );
}

const captions = {
  profiles: 'Dots: the memory (hollow where it lies beyond the data). Bands: mean ± deviation of the points that end in it. Each column runs from the lowest to the highest value of its feature.',
  strips: 'Upper strip: the memory. Lower strip: the mean of the points that end in it. Each cell is a feature, from low (faint) to high (strong) for these data.',
  pictures: 'Large: the memory. Small: the points that end in it and lie nearest to it.',
};

/** Places for the memory as a picture and for its nearest members; the painter fills them. */
function Pictures({ width, height }: { width: number; height: number }) {
  const shape = { aspectRatio: `${width} / ${height}` };
  return (
    <div className="memory-pictures">
      <canvas className="memory-plot picture" style={shape} aria-hidden="true" />
      <ul className="memory-members" aria-label="Nearest points">
        {Array.from({ length: mostNearest }, (_, i) => (
          <li key={i}>
            <button type="button" className="quiet-button memory-member" hidden>
              <canvas className="picture" style={shape} aria-hidden="true" />
              <span className="visually-hidden">Point</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
