import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { partitionerOf } from '../../core/partition/kinds';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { latest } from '../../store/shown/latest';
import { session } from '../../store/session';
import { useRun } from '../../store/runStore';
import type { RunState, Shown } from '../../store/state';
import { onThemeChange, themeColors } from '../chart/theme';
import { lackingSentence } from '../drawn';
import { formatCount } from '../format';
import { MemoryBadge } from '../MemoryBadge';
import { reportFailure } from '../report';
import { paintImage } from '../thumbnail';
import { belongs, fits, rowToData } from '../units';
import { wordsOf } from '../words';
import { drawStrip, ramp } from './drawRow';
import { newPoints } from './drawPoints';
import { rangesOf } from './ranges';

const selectShown = ({ shown, dataset, space }: RunState) =>
  shown && space && fits(dataset, space) && belongs(shown, dataset) && partitionerOf(shown.model).draw ? shown : null;
const selectDataset = ({ dataset }: RunState) => dataset;
const selectSpace = ({ space }: RunState) => space;

/** The height of a picture that has room, in CSS pixels. */
const pictureSide = 34;

/** Kept while another stage is shown. 0: none are drawn. */
let lastSeed = 0;

/** What was drawn, k × count × d in the scaled input space; null where the decoder of that epoch is not kept. */
interface Drawn {
  readonly rows: Float32Array | null;
  readonly of: Shown;
  readonly seed: number;
}

/** New points of each cluster, where a cluster is a distribution: of deep methods as their codes are decoded. */
export function NewPoints() {
  const shown = useRun(selectShown);
  const dataset = useRun(selectDataset);
  const space = useRun(selectSpace);
  const [seed, setSeed] = useState(lastSeed);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const ask = useRef<((what: { of: Shown; seed: number }) => void) | null>(null);

  useEffect(() => {
    let here = true;
    ask.current = latest(
      async ({ of, seed }) => {
        const places = newPoints(of.model, seed);
        const rows = of.latent ? await session.decode(places, of) : places;
        if (here) setDrawn({ rows, of, seed });
      },
      (error) => reportFailure('New points could not be drawn', error, 'memories'),
    );
    return () => {
      here = false;
    };
  }, []);
  useEffect(() => {
    lastSeed = seed;
    if (shown && seed > 0) ask.current?.({ of: shown, seed });
  }, [shown, seed]);

  if (!shown || !dataset || !space) return null;
  const there = seed > 0 && drawn && drawn.of.model.k === shown.model.k && belongs(drawn.of, dataset) ? drawn : null;
  return (
    <section className="new-points" aria-label="New points">
      <p className="memories-hint">
        <button type="button" onClick={() => setSeed((before) => before + 1)}>
          {seed > 0 ? 'Draw others' : 'Draw new points'}
        </button>{' '}
        {sentence(shown, dataset, there)}
      </p>
      {there?.rows && <Rows rows={there.rows} k={shown.model.k} dataset={dataset} space={space} />}
    </section>
  );
}

function sentence({ model, latent }: Shown, { image }: Dataset, drawn: Drawn | null): string {
  if (!drawn) return 'Each cluster is a distribution: points that are not in the data can be drawn from it.';
  const { rows, of, seed } = drawn;
  if (!rows) return lackingSentence(of, ', so new points of that epoch cannot be drawn.');
  const { prototype } = wordsOf(model);
  const what = latent ? 'codes drawn at random' : 'drawn at random';
  const then = latent ? ', and decoded' : '';
  const reading = image ? '' : ' Each line is a point, each cell a feature, from low (faint) to high (strong) for these data.';
  return `Points that are not in the data: ${what} from the Gaussian of each ${prototype}${then}. Draw ${formatCount(seed)}: its noise is the same at every epoch.${reading}`;
}

function Rows({ rows, k, dataset, space }: { rows: Float32Array; k: number; dataset: Dataset; space: Space }) {
  const { d, image } = dataset;
  const count = rows.length / (k * d);
  return (
    <ul className="new-points-list">
      {Array.from({ length: k }, (_, j) => (
        // A cluster is its number.
        <li key={j}>
          <span className="visually-hidden">{count} new points of </span>
          <MemoryBadge index={j} />
          <div>
            {Array.from({ length: count }, (__, i) => (
              <OnePoint key={i} rows={rows} at={(j * count + i) * d} image={image} dataset={dataset} space={space} />
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A picture, or the strip of a row of a table. */
function OnePoint(of: { rows: Float32Array; at: number; image: Dataset['image']; dataset: Dataset; space: Space }) {
  const { rows, at, image, dataset, space } = of;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    if (image) {
      paintImage(element, rowToData(space, rows, at), 0, image);
      return undefined;
    }
    const memory = rows.subarray(at, at + dataset.d);
    const paint = () => {
      const row = { d: dataset.d, memory, members: null, point: null, ranges: rangesOf(dataset, space), colour: '' };
      drawStrip(element, row, ramp(themeColors(element)));
    };
    paint();
    return onThemeChange(paint);
  }, [rows, at, image, dataset, space]);
  const style: CSSProperties | undefined = image
    ? { aspectRatio: `${image.width} / ${image.height}`, width: pictureSide * Math.max(0.5, Math.min(2, image.width / image.height)) }
    : undefined;
  return <canvas ref={canvas} className={image ? 'picture' : 'new-point-strip'} style={style} aria-hidden="true" />;
}
