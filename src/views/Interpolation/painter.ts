/** Paints the way between two memories from the store, once a frame at most: React owns the places, this fills them. */
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { perFrame } from '../../store/shown/frameScheduler';
import { latest } from '../../store/shown/latest';
import { session } from '../../store/session';
import { type RunStore } from '../../store/runStore';
import { type Shown } from '../../store/state';
import { lackingSentence } from '../drawn';
import { glyphPath } from '../glyph';
import { drawProfile, mostColumns, ramp } from '../Memories/drawRow';
import { inTurns } from '../Memories/nearest';
import { drawnMemory, rangesOf } from '../Memories/ranges';
import { attachReadout } from '../Memories/readout';
import { clusterColor, drawnAs } from '../chart/palette';
import { reportFailure } from '../report';
import { watchSizes } from '../chart/size';
import { drawsLater } from '../chart/forPicture';
import { onThemeChange, themeColors } from '../chart/theme';
import { paintImage } from '../thumbnail';
import { belongs, fits, rowToData } from '../units';
import { drawEnergy, drawUpright } from './drawWay';
import { waySample, stations, walkWay, wayWords, type Way } from './way';
import { labelName, wordsOf } from '../words';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';

interface View {
  readonly shown: Shown;
  readonly way: Way;
  /** The stations, then their ends if they have some, in the scaled input space, × d. Null where the decoder of that epoch is not kept. */
  readonly rows: Float32Array | null;
}

/** A drawing that is behind the shown epoch for longer than this (ms) is drawn pale. */
const patience = 300;

export function mountWay(run: RunStore, root: HTMLElement, from: number, to: number): () => void {
  /** All of one epoch: energy, basins and pictures change together. */
  let view: View | null = null;
  let theme = themeColors(root);
  let colours: Uint8ClampedArray | null = null;
  let late: ReturnType<typeof setTimeout> | null = null;
  let giveUp: (() => void) | null = null;
  const energy = root.querySelector<HTMLCanvasElement>('canvas.way-energy')!;
  const plots = [...root.querySelectorAll<HTMLCanvasElement>('canvas.way-plot')];
  const basins = [...root.querySelectorAll<HTMLElement>('.way-basin')];

  const paint = () => {
    const { dataset, space } = run.getState();
    if (!view || !fits(dataset, space) || !space || !belongs(view.shown, dataset)) return;
    const { shown, way, rows } = view;
    const { prototypes, clusters, height } = wordsOf(shown.model);
    root.classList.remove('coming');
    root.classList.toggle('lost', rows === null);
    write(
      '.way-lost',
      rows
        ? ''
        : lackingSentence(
            shown,
            `, so nothing can be drawn of what lies between its ${prototypes}; ${clusters} and ${height} are those of that epoch.`,
          ),
    );
    write(
      '.way-words',
      wayWords(way, wordsOf(shown.model), (label) => labelName(shown.model, label)),
    );
    basins.forEach((element, station) => setBasin(element, way.basins[waySample(station)]!, shown.model));
    drawEnergy(energy, sizes.of(energy), way, shown.model.k, theme);
    // Between two kinds of partitions the places for the ends may be there before the ends are.
    if (rows) plots.slice(0, rows.length / dataset.d).forEach((canvas, i) => drawPlot(canvas, i, rows, shown, dataset, space));
  };
  const frame = perFrame(paint);
  const sizes = watchSizes([energy, plots[0]!], frame.request);

  const write = (selector: string, words: string) => {
    const place = root.querySelector(selector);
    if (place && place.textContent !== words) place.textContent = words;
  };

  const drawPlot = (canvas: HTMLCanvasElement, i: number, rows: Float32Array, shown: Shown, dataset: Dataset, space: Space) => {
    const { image, d } = dataset;
    const row = rowOf(rows, i, shown, dataset, space);
    if (image) {
      paintImage(canvas, rowToData(space, row), 0, image);
      return;
    }
    const ranges = rangesOf(dataset, space);
    const basin = view!.way.basins[waySample(i % stations)]!;
    if (d <= mostColumns)
      drawProfile(canvas, sizes.of(plots[0]!), { d, memory: row, members: null, point: null, ranges, colour: clusterColor(basin) }, theme);
    else drawUpright(canvas, row, d, ranges.usual, (colours ??= ramp(theme)));
  };

  const work = latest<Shown>(
    async (shown) => {
      const way = await new Promise<Way>((done) => {
        giveUp = inTurns(walkWay(shown.model, from, to), (walked) =>
          done({ ...walked, basins: walked.basins.map((basin) => drawnAs(shown.looks, basin)) }),
        );
      });
      const drawn = new Float32Array(way.places.length + (way.ends?.length ?? 0));
      drawn.set(way.places);
      if (way.ends) drawn.set(way.ends, way.places.length);
      const rows = shown.latent ? ((await session.draw(drawn, shown))?.values ?? null) : drawn;
      // Another run's decoder would have drawn it.
      if (run.getState().shown?.run !== shown.run) return;
      view = { shown, way, rows };
      if (run.getState().shown === shown) onTime();
      frame.request();
    },
    (error) => reportFailure('What lies on the way could not be decoded', error, 'interpolation'),
  );

  const onTime = () => {
    if (late !== null) clearTimeout(late);
    late = null;
    root.classList.remove('stale');
  };

  const changed = () => {
    const { shown, dataset, space } = run.getState();
    if (!shown || !fits(dataset, space) || !belongs(shown, dataset) || Math.max(from, to) >= shown.model.k) return;
    late ??= setTimeout(() => root.classList.add('stale'), patience);
    work(shown);
  };

  const read = (i: number) => {
    const { dataset, space } = run.getState();
    if (!view?.rows || !space || !fits(dataset, space) || !belongs(view.shown, dataset) || i * dataset.d >= view.rows.length) return null;
    return { dataset, space, memory: rowOf(view.rows, i, view.shown, dataset, space), profile: null, mu: 0 };
  };

  const atWork = (): boolean => {
    const { shown, dataset, space } = run.getState();
    return shown !== null && fits(dataset, space) && belongs(shown, dataset) && Math.max(from, to) < shown.model.k && view?.shown !== shown;
  };

  const stops = [
    drawsLater(root, atWork),
    run.subscribe((state) => state.shown, changed),
    run.subscribe((state) => state.space, changed),
    run.subscribe((state) => state.drawnBy, changed),
    onThemeChange(() => {
      theme = themeColors(root);
      colours = null;
      frame.request();
    }),
    attachReadout(root, read, { row: '.way-station', plot: 'canvas.way-plot', upright: root.dataset['kind'] === 'strips' }),
  ];
  changed();
  return () => {
    for (const stop of stops) stop();
    sizes.stop();
    if (late !== null) clearTimeout(late);
    giveUp?.();
    frame.cancel();
  };
}

/** Row i as it is drawn, d scaled numbers: on the sphere at the mean length of the points, as memories are. */
function rowOf(rows: Float32Array, i: number, { model, latent }: Shown, dataset: Dataset, space: Space): Float64Array {
  return drawnMemory({ prototypes: rows, sphere: !latent && partitionerOf(model).sphere }, i, dataset, space);
}

/** Name, colour and glyph of the cluster of a station: only prototypes have glyphs. */
function setBasin(element: HTMLElement, label: number, model: PartitionModel): void {
  const name = labelName(model, label);
  if (element.dataset['memory'] === name) return;
  element.dataset['memory'] = name;
  const path = element.querySelector('path')!;
  path.setAttribute('d', label < model.k ? glyphPath(label, 130) : '');
  path.setAttribute('fill', clusterColor(label));
  element.querySelector('.memory-number')!.textContent = name;
}
