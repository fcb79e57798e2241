import { fingerprintOf } from '../../data/fingerprint';
import {
  defaultConfig,
  defaultsOf,
  isDeep,
  partitionDifference,
  presets,
  resolveConfig,
  suggestedConfig,
  type Config,
  type MethodId,
} from '../../methods/config';
import type { PartitionModel } from '../../core/partition/model';
import type { Space } from '../../engine/protocol';
import { wasTrained } from '../../store/runs/record';
import { session } from '../../store/session';
import { currentRun } from '../../store/runStore';
import { useStore } from '../../store/state';
import { wantCamera } from '../../views/camera';
import { sentenceOf } from '../act';
import { codeOf } from '../../store/silent';
import { decodeUrl, sourceOf, type UrlState } from '../url';
import { isMoment, momentOf } from './hash';
import { MomentError, type Moment } from './moment';
import { printOf } from './take';

/**
 * Shows what a link of `takeMoment` holds: loads its data where others are on the page, and opens its epoch on them. What cannot be shown of
 * it is told in a sentence, and its settings are. Rejects where its data cannot be loaded.
 * @param link the query and what follows it, or a whole address.
 */
export async function showMoment(link: string): Promise<void> {
  const { search, hash } = new URL(link, location.href);
  const { url, problems } = decodeUrl(search);
  const moment = await readMoment(hash);
  session.clear('link');
  if (problems.length > 0) session.say('warning', problems.join('\n'), 'link');
  if (!(moment && (await onPage(moment, url)))) await session.load(sourceOf(url), { config: url.config, plane: url.plane });
  currentRun.setState({ stage: url.stage, layout: url.layout });
  if (Object.keys(url.embedding).length > 0) session.embedding.set(0, url.embedding);
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
    await (moment ? openAt(moment, url) : session.configure(configOf(url)));
  } catch (error) {
    tell(error);
  }
}

/** True if the moment's data are on the page. */
async function onPage({ data }: Moment, { data: id }: UrlState): Promise<boolean> {
  const { dataset } = currentRun.getState();
  return dataset !== null && dataset.id === id && data.print !== null && printOf(await fingerprintOf(dataset)) === data.print;
}

/** The settings that a link asks for, on the loaded data: on top of those that go without saying. */
function configOf({ config: given }: UrlState): Config {
  const { dataset, config } = currentRun.getState();
  const method: MethodId = given.method ?? presets.find(({ id }) => id === given.preset)?.values.method ?? defaultConfig.method;
  const usual = { ...defaultsOf(method), ...(dataset && suggestedConfig(dataset, method)) } as Config;
  return { ...resolveConfig(given, usual), backend: given.backend ?? config.backend };
}

async function openAt(moment: Moment, url: UrlState): Promise<void> {
  const { epoch, restart, partition } = moment;
  const { dataset, run } = currentRun.getState();
  if (!dataset) return;
  checkData(moment, dataset);
  const config = configOf(url);
  if (partition && isDeep(config)) {
    await openLatent({ ...moment, partition }, config, url);
  } else if (partition) {
    const { restarts, seed } = config;
    const trained = { ...config, ...url.trained, ...(restarts > 1 && { preset: null, restarts: 1, seed: seed + restart }) } as Config;
    aim(moment, run);
    await session.openEpoch({ config: trained, epoch, partition, scaling: null }, url.plane);
    const lookedAt = partitionDifference(config, trained);
    if (Object.keys(lookedAt).length > 0) await session.configure(lookedAt);
  } else {
    aim(moment, run - 1);
    await session.configure(config);
  }
  look(moment);
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

function checkData({ data: { n, d } }: Moment, dataset: Parameters<typeof fingerprintOf>[0]): void {
  if (n !== dataset.n || d !== dataset.d)
    throw new MomentError('other-data', `It is of ${n} points of ${d} numbers, and “${dataset.name}” has ${dataset.n} of ${dataset.d}.`);
}

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
