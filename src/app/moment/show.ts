import type { Scaling } from '../../core/algebra/scaling';
import { inCatalogue } from '../../data/catalogue';
import type { Dataset } from '../../data/dataset';
import {
  defaultConfig,
  defaultsOf,
  isDeep,
  methodOf,
  namesBeta,
  partitionDifference,
  presets,
  resolveConfig,
  type Config,
  type ConfigPatch,
  type MethodId,
} from '../../methods/config';
import { defaultProjection } from '../../projection/settings';
import type { PartitionModel } from '../../core/partition/model';
import type { Space } from '../../engine/protocol';
import { wasTrained } from '../../store/runs/record';
import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';
import { useStore } from '../../store/state';
import { wantCamera } from '../../views/camera';
import { sentenceOf } from '../act';
import { codeOf } from '../../store/silent';
import { useOpened } from '../opened';
import { suggestionFor } from '../sync';
import { decodeUrl, sourceOf, type UrlState } from '../url';
import { ofOtherPoints, partitionerOf } from '../../core/partition/kinds';
import { wordsOf } from '../../views/words';
import { isMoment, momentOf } from './hash';
import { MomentError, type Moment } from './moment';
import { awaitData, isOf, stopWaiting } from './awaited';

/**
 * Shows what a link of `takeMoment` holds: loads its data where others are on the page, and opens its epoch on them. What cannot be shown of
 * it is told in a sentence, and its settings are. Rejects where its data cannot be loaded.
 * @param link the query and what follows it, or a whole address.
 */
export const showMoment = (link: string): Promise<void> => session.asOne('link opened', () => showLink(link));

async function showLink(link: string): Promise<void> {
  const { search, hash } = new URL(link, location.href);
  const { url, problems } = decodeUrl(search);
  const moment = await readMoment(hash);
  session.clear('link');
  if (problems.length > 0) session.say('warning', problems.join('\n'), 'link');
  stopWaiting();
  const own = moment !== null && url.data === null;
  const there = moment && (await onPage(moment, url));
  const opened = own && !there ? await openedSet(moment) : null;
  if (opened) await session.load(opened);
  else if (!there && !own) await session.load(sourceOf(url), { config: loadedConfig(url), plane: url.plane });
  currentRun.setState({ stage: url.stage, layout: url.layout });
  // What a link does not name is as usual, whatever the page shows.
  const embedding = { ...defaultProjection, ...url.embedding };
  if (JSON.stringify(embedding) !== JSON.stringify(currentRun.getState().embeddings[0]?.settings)) session.embedding.set(0, embedding);
  await open(moment, url);
}

/** On a page that has loaded what the query of the address asks for: shows the rest of it. */
export async function openMoment(hash: string, url: UrlState): Promise<void> {
  await open(await readMoment(hash), url);
}

/** Null where there is none, or it cannot be read: then that is told. */
async function readMoment(hash: string): Promise<Moment | null> {
  if (!isMoment(hash)) return null;
  try {
    return await momentOf(hash);
  } catch (error) {
    tell(error);
    return null;
  }
}

function tell(error: unknown): void {
  if (codeOf(error) === null) throw error;
  session.say('warning', `The link opens with its settings only, for its picture cannot be shown. ${sentenceOf(error)}`, 'moment');
}

async function open(moment: Moment | null, url: UrlState): Promise<void> {
  try {
    await (moment ? openAt(moment, url) : session.configure(unmoved(url)));
  } catch (error) {
    tell(error);
  }
}

/** True if the moment's data are on the page. */
async function onPage(moment: Moment, { data: id }: UrlState): Promise<boolean> {
  const { dataset } = currentRun.getState();
  if (!dataset || (id === null ? inCatalogue(dataset.id) : dataset.id !== id)) return false;
  return moment.data.print !== null && isOf(moment, dataset);
}

/** A set that was opened before, and that the moment is of. */
async function openedSet(moment: Moment): Promise<Dataset | null> {
  for (const dataset of useOpened.getState()) if (await isOf(moment, dataset)) return dataset;
  return null;
}

/** The method of a link: where it names none, its preset's or the first, whichever is on the page. */
const methodMeant = ({ config: given }: UrlState): MethodId =>
  given.method ?? presets.find(({ id }) => id === given.preset)?.values.method ?? defaultConfig.method;

/** With these a link's set is loaded: settings of the partition that it does not name are none that the page was looked at under. */
function loadedConfig(url: UrlState): ConfigPatch {
  const method = methodMeant(url);
  const given = { ...suggestionFor(null, method), ...presets.find(({ id }) => id === url.config.preset)?.values };
  const usual = Object.entries(methodOf({ method }).fields).filter(
    ([key, { ofPartition }]) => ofPartition && !(key in given) && !(key === 'beta' && leavesBeta(url)),
  );
  return { ...Object.fromEntries(usual.map(([key, field]) => [key, field.default])), ...url.config, method };
}

/** True if β is of balls and the link does not name it: it suits the start of the run. */
const leavesBeta = ({ config }: UrlState): boolean => config.energy === 'lsr' && !namesBeta(config);

/** The settings that a link without a moment asks for, whose data were loaded with them. */
function unmoved(url: UrlState): ConfigPatch {
  const { beta, ...rest }: ConfigPatch = configOf(url);
  return leavesBeta(url) ? rest : { beta, ...rest };
}

/** The settings that a link asks for: on top of those that go without saying for its data, or for the first screen's where it names none. */
function configOf(url: UrlState): Config {
  const { config: given, data } = url;
  const { dataset, config } = currentRun.getState();
  const method = methodMeant(url);
  const usual = { ...defaultsOf(method), ...suggestionFor(data === null ? null : dataset, method) } as Config;
  return { ...resolveConfig(given, usual), backend: given.backend ?? config.backend };
}

async function openAt(moment: Moment, url: UrlState): Promise<void> {
  const { epoch, restart, partition } = moment;
  const { dataset, run } = currentRun.getState();
  if (!dataset) return;
  const same = await isOf(moment, dataset);
  if (!same && url.data === null) {
    const alone = await showAlone(moment, url);
    awaitData(moment, alone, () => open(moment, url));
    return;
  }
  stopWaiting();
  if (!same) tellOtherData(moment, dataset);
  const config = configOf(url);
  if (partition && isDeep(config)) {
    await openLatent({ ...moment, partition }, config, url);
  } else if (partition) {
    const { restarts, seed } = config;
    const trained = { ...config, ...url.trained, ...(restarts > 1 && { preset: null, restarts: 1, seed: seed + restart }) } as Config;
    aim(moment, run);
    await session.openEpoch({ config: trained, epoch, partition, scaling: moment.scaling?.fitted ? null : scalingOf(moment) }, url.plane);
    const lookedAt = partitionDifference(config, trained);
    if (Object.keys(lookedAt).length > 0) await session.configure(lookedAt);
  } else {
    aim(moment, run - 1);
    await session.configure(config);
    if (wasTrained(currentRun.getState())) await session.reset();
  }
  look(moment);
}

/**
 * Of data that are not here: the ground and the memories, which are all the points there are until the data are opened. Not of deep
 * methods, whose memories are no points. Returns whether they are shown.
 */
async function showAlone(moment: Moment, url: UrlState): Promise<boolean> {
  const { partition: given, epoch, scaling, data } = moment;
  const config = configOf(url);
  if (!given || !scaling || isDeep(config)) return false;
  const trained = { ...config, ...url.trained, preset: null, restarts: 1 } as Config;
  const partition = ofOtherPoints(await session.checkPartition(given, trained, data.n, data.d));
  await session.load(memoriesAlone(moment, partition, scaling), { config: trained });
  const { run, dataset } = currentRun.getState();
  // Principal axes of the memories are not those of the data: then the plane is another one.
  if (data.d <= 2 || url.plane?.kind === 'memories') aim(moment, run);
  const plane = url.plane ?? (data.d > 2 && partition.k >= 3 ? ({ kind: 'memories', memories: [0, 1, 2] } as const) : null);
  await session.openEpoch({ config: trained, epoch, partition, scaling: scalingOf(moment) }, plane);
  const lookedAt = partitionDifference(config, trained);
  if (Object.keys(lookedAt).length > 0) await session.configure(lookedAt);
  look({ ...moment, point: null, points: null });
  return dataset !== null;
}

/** The memories as points in the data's units. */
function memoriesAlone(
  { data: { name, n, d } }: Moment,
  partition: PartitionModel,
  { shift, scale }: NonNullable<Moment['scaling']>,
): Dataset {
  const { prototypes } = partitionerOf(partition);
  const { k } = partition;
  const { prototypes: words } = wordsOf(partition);
  return {
    id: `link:${name}`,
    name: `${name}: ${words} alone`,
    n: k,
    d,
    values: Float32Array.from({ length: k * d }, (_, i) => prototypes[i] * scale[i % d] + shift[i % d]),
    features: Array.from({ length: d }, (_, f) => `feature ${f + 1}`),
    labels: null,
    labelNames: [],
    image: null,
    k,
    source: null,
    notes: [`The ${n} points of “${name}” are in no link: these are the ${k} ${words}, and all numbers are of them.`],
  };
}

/** Training begins at epoch 0 from here, with the very settings. */
async function openLatent(
  { epoch, partition, latent, ...moment }: Moment & { readonly partition: PartitionModel },
  config: Config,
  { trained }: UrlState,
): Promise<void> {
  await session.configure(config);
  if (wasTrained(currentRun.getState())) await session.reset();
  await session.showLatent({
    config: { ...config, ...trained } as Config,
    epoch,
    partition,
    codes: latent?.codes ?? null,
    axes: latent?.axes ? doubled(latent.axes) : null,
  });
  if (!latent?.codes)
    session.say(
      'info',
      `The link holds the map of epoch ${epoch} without its points, for their codes do not fit into one: train, or open the file, to see them.`,
      'moment',
    );
  // Epoch 0 has another map.
  aim(moment, currentRun.getState().run - 1);
}

const doubled = ({ mean, axes, explained }: NonNullable<NonNullable<Moment['latent']>['axes']>): Space['pca'] => ({
  mean: Float64Array.from(mean),
  axes: Float64Array.from(axes),
  explained: Float64Array.from(explained),
});

/** The set of this name has other numbers now. Throws MomentError where it is of another shape. */
function tellOtherData({ data: { n, d } }: Moment, dataset: Dataset): void {
  if (n !== dataset.n || d !== dataset.d)
    throw new MomentError('other-data', `It is of ${n} points of ${d} numbers, and “${dataset.name}” has ${dataset.n} of ${dataset.d}.`);
  session.say('warning', `The numbers of “${dataset.name}” are others now than those that the link was made with.`, 'moment');
}

const scalingOf = ({ scaling }: Moment): Scaling | null =>
  scaling && { kind: scaling.kind, shift: Float64Array.from(scaling.shift), scale: Float64Array.from(scaling.scale) };

/** Cameras are asked for before a run is drawn for the first time. */
function aim({ map, embedding }: Pick<Moment, 'map' | 'embedding'>, after: number): void {
  if (map) {
    const [s0, t0, s1, t1] = map.box;
    if (s0 < s1 && t0 < t1) wantCamera('map', after, { k: map.k, middle: map.middle, domain: { s0, t0, s1, t1 } });
  }
  if (embedding) wantCamera('embedding', after, embedding);
}

/** The drop, what is chosen, and what is drawn. */
function look({ probe, point, memory, points, layers }: Moment): void {
  const { shown } = currentRun.getState();
  const usual = useStore.getInitialState().layers;
  const changed = Object.entries(layers).filter(([name]) => name in usual);
  currentRun.setState({
    layers: { ...usual, ...Object.fromEntries(changed) },
    probe: probe && probe.length === shown?.model.d ? Float64Array.from(probe) : null,
    selectedPoint: point,
    selectedMemory: memory !== null && shown && memory < shown.model.k ? memory : null,
    selectedPoints: points,
  });
}
