import { inCatalogue } from '../../data/catalogue';
import type { Dataset } from '../../data/dataset';
import { fingerprintOf } from '../../data/fingerprint';
import { partitionerOf, withPrototypes } from '../../core/partition/kinds';
import { partitionDifference, pretrains, withPartitionOf } from '../../methods/config';
import { frameAt } from '../../store/shown/frameAt';
import { currentRun } from '../../store/runStore';
import { useStore, type RunState } from '../../store/state';
import { cameraOf, isAside } from '../../views/camera';
import type { Latent, Space } from '../../engine/protocol';
import { principalAxesOf } from '../../store/shown/shownPlane';
import { formatCount } from '../../views/format';
import { queryOf } from '../sync';
import { printOf } from './awaited';
import { hashOf } from './hash';
import type { Moment } from './moment';

/** What is on the page, as a link. */
export interface Taken {
  /** The query and what follows it: "?data=iris#m=…"; "" where everything is as on the first screen. */
  readonly link: string;
  /** Bytes of the link that holds the whole moment, this one or a longer one. */
  readonly bytes: number;
  /** What the link leaves out, in a sentence; null where it holds the moment. */
  readonly left: string | null;
}

/** Longer links are cut off by programs that pass them on. */
const most = 8192;
/** As long as links are shorter than this, numbers are kept as they are. */
const short = most / 2;

export async function takeMoment(): Promise<Taken> {
  const state = currentRun.getState();
  const { shown, dataset } = state;
  const frame = frameAt(state.frames, state.cursor);
  if (!shown || !frame || !dataset) return { link: queryOf(state), bytes: queryOf(state).length, left: null };
  const config = withPartitionOf(state.config, shown.config);
  const query = queryOf({ ...state, config }, partitionDifference(frame.config, config));
  const moment = await momentOf(state, dataset);
  if (!moment) return { link: query, bytes: query.length, left: null };
  const left = moment.latent && !moment.latent.codes ? codesSentence(dataset.n, shown.model.d) : null;
  const exact = query + (await hashOf(moment, 'single'));
  if (exact.length <= short) return { link: exact, bytes: exact.length, left };
  const link = query + (await hashOf(moment, 'half'));
  if (link.length <= most) return { link, bytes: link.length, left };
  const tooLong = `The picture needs ${Math.ceil(link.length / 1024)} kB, a link holds ${most / 1024}. Save it as a file; the link opens this data set with these settings.`;
  return { link: query, bytes: link.length, left: tooLong };
}

const codesSentence = (n: number, m: number): string =>
  `The link opens the map without points, for ${formatCount(n)} codes of ${m} numbers do not fit into it. Save it as a file to keep them.`;

/** Null where the query says it all. */
async function momentOf(state: RunState, dataset: Dataset): Promise<Moment | null> {
  const { shown, probe, selectedPoint: point, selectedMemory: memory, selectedPoints: points } = state;
  const frame = frameAt(state.frames, state.cursor);
  if (!shown || !frame) return null;
  const map = cameraOf('map');
  const layout = cameraOf('embedding');
  const embedding = layout && (layout.k !== 1 || Math.hypot(...layout.middle) > 1e-6) ? layout : null;
  const { prototypes } = partitionerOf(shown.model);
  const moved = prototypes !== partitionerOf(frame.partition).prototypes;
  const { latent } = shown;
  const begun = shown.epoch === 0 && !moved && !(latent?.pretrained && pretrains(shown.config));
  const layers = changedLayers(state);
  const zoomed = map !== null && isAside(map);
  const looked = [probe, point, memory, points, embedding].some((one) => one !== null) || zoomed || Object.keys(layers).length > 0;
  if (begun && !looked && inCatalogue(dataset.id)) return null;
  return {
    data: { name: dataset.name.slice(0, 200), n: dataset.n, d: dataset.d, print: printOf(await fingerprintOf(dataset)) },
    epoch: shown.epoch,
    restart: shown.restart,
    partition: begun ? null : moved ? withPrototypes(frame.partition, prototypes) : frame.partition,
    scaling: ownScaling(state, dataset),
    latent: begun || !latent ? null : latentOf(latent, dataset.n, surfaceAxes(state)),
    probe: probe && Float32Array.from(probe),
    point,
    memory,
    points: points && Uint32Array.from(points),
    layers,
    map: map && {
      k: rounded(map.k),
      middle: [rounded(map.middle[0]), rounded(map.middle[1])],
      box: [map.domain.s0, map.domain.t0, map.domain.s1, map.domain.t1].map(rounded) as [number, number, number, number],
    },
    embedding: embedding && { k: rounded(embedding.k), middle: [rounded(embedding.middle[0]), rounded(embedding.middle[1])] },
  };
}

/** That of data of people's own, and of a model that was made for other data; null where it is fitted to data that the page has. */
function ownScaling({ run, space }: RunState, { id }: Dataset): Moment['scaling'] {
  const given = useStore.getState().runs.get(run)?.scaling ?? null;
  const scaling = given ?? (inCatalogue(id) ? null : (space?.scaling ?? null));
  if (!scaling) return null;
  const { kind, shift, scale } = scaling;
  return { fitted: given === null, kind, shift: Float32Array.from(shift), scale: Float32Array.from(scale) };
}

/** So many numbers of codes fit into a link. */
const mostCodes = 4000;

function latentOf(latent: Latent, n: number, axes: Space['pca'] | null): Moment['latent'] {
  if (latent.codes.length === n * latent.m && latent.codes.length <= mostCodes) return { codes: latent.codes.slice(), axes: null };
  return { codes: null, axes: axes && single(axes) };
}

/** The principal axes that are shown; null where the plane is another one. */
const surfaceAxes = ({ plane, shown, space }: RunState): Space['pca'] | null =>
  plane.kind === 'pca' && shown && space ? principalAxesOf(space, shown.latent) : null;

const single = ({ mean, axes, explained }: Space['pca']) => ({
  mean: Float32Array.from(mean),
  axes: Float32Array.from(axes),
  explained: Float32Array.from(explained),
});

/** Digits that no picture shows the want of. */
const rounded = (x: number): number => Number(x.toPrecision(6));

function changedLayers({ layers }: RunState): Moment['layers'] {
  const usual: Record<string, boolean | null> = { ...useStore.getInitialState().layers };
  return Object.fromEntries(Object.entries(layers).filter(([name, on]) => usual[name] !== on));
}
