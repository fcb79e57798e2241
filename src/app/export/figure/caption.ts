/** The words of a figure: what is shown, of which data and run, and under which settings. */
import { noCluster } from '../../../core/algebra/noCluster';
import { partitionerOf } from '../../../core/partition/kinds';
import { isEntry, titleOf } from '../../../store/runs/entries';
import { useStore, type RunState } from '../../../store/state';
import { shownMethod } from '../../../store/shown/shownMethod';
import { countsOf } from '../../../views/units';
import { clusterName, drawnAs } from '../../../views/chart/palette';
import { formatCount, formatValue } from '../../../views/format';
import { toldOf } from '../../../views/numbers';
import { labelName, wordsOf } from '../../../views/words';
import { mapControls, visibleControls } from '../../controls/table';
import type { Control } from '../../controls/types';
import type { Config } from '../../../methods/config';

export interface ClusterEntry {
  /** What its colour and glyph are drawn by; null of the points that are in no cluster, which have none. */
  readonly index: number | null;
  /** It is around an emergent memory: drawn as a ring. */
  readonly emergent: boolean;
  readonly text: string;
}

export interface Caption {
  readonly title: string;
  /** One line: "β 1 · T 10 · k 5 · seed 0 · epoch 12 of 200 · SC 0.41, scaled input space". */
  readonly settings: string;
  readonly clusters: readonly ClusterEntry[];
}

/** "β 1", "alpha annealed"; null where it has no value to tell. */
function told(control: Control, config: Config): string | null {
  const name = control.symbol ?? control.short;
  switch (control.kind) {
    case 'slider':
    case 'number':
      return `${name} ${formatValue(control.read(config))}`;
    case 'choice': {
      const value = control.read(config);
      return `${name} ${control.options.find((option) => option.value === value)?.label ?? value}`;
    }
    case 'toggle':
      return control.read(config) ? name : null;
    case 'list':
    case 'readout':
      return null;
  }
}

/** The settings at the map, and where chance begins. */
function settingsTold(config: Config): string[] {
  const seed = visibleControls(config).filter(({ id }) => id === 'seed');
  const energy = 'energy' in config && config.energy === 'lsr' ? ['log-sum-ReLU'] : [];
  return [...energy, ...[...mapControls(config), ...seed].flatMap((control) => told(control, config) ?? [])];
}

const spaces = { input: 'scaled input space', codes: 'codes', attracted: 'attracted codes' } as const;

/** @param view its title on the page. */
export function captionOf(state: RunState, view: string): Caption {
  const { dataset, shown, config, training, restarts, restart } = state;
  const method = shownMethod(state);
  const data = dataset ? `${dataset.name} (${formatCount(dataset.n)} × ${formatCount(dataset.d)})` : '';
  const record = useStore.getState().runs.get(state.run);
  const title = [view, data, method.name, record && isEntry(record) ? titleOf(record) : ''].filter(Boolean).join(' · ');
  const { silhouette } = method.numbers;
  const judged = shown?.metrics ? toldOf(silhouette, shown.metrics) : null;
  const last = Math.max(training.epochs, shown?.epoch ?? 0);
  const epochs = last > 1 && shown ? [`epoch ${formatCount(shown.epoch)} of ${formatCount(last)}`] : [];
  const settings = [
    ...settingsTold(shown?.config ?? config),
    ...(restarts.length > 1 ? [`restart ${restart + 1} of ${restarts.length}`] : []),
    ...epochs,
    ...(judged ? [`${judged}${silhouette.space ? ` (${spaces[silhouette.space]})` : ''}`] : []),
    ...(shown?.altered ? ['changed by hand'] : []),
  ].join(' · ');
  return { title, settings, clusters: clustersOf(state) };
}

/** More clusters than this are not named one by one. */
const mostNamed = 40;

/** Numbered and drawn as on the page; of emergent memories and of no cluster, where points are in them. */
export function clustersOf({ shown }: Pick<RunState, 'shown'>): Caption['clusters'] {
  if (!shown) return [];
  const { model, labels } = shown;
  const { clusters } = partitionerOf(model);
  const counts = labels && countsOf(labels, clusters);
  const { cluster, prototype } = wordsOf(model);
  const said = (count: number | undefined) => (count === undefined ? '' : `: ${formatCount(count)} ${count === 1 ? 'point' : 'points'}`);
  const stored = Array.from({ length: model.k }, (_, own) => {
    const index = drawnAs(shown.looks, own);
    return { index, emergent: false, text: `${cluster} ${clusterName(index)}${said(counts?.[own])}` };
  });
  const emergent = Array.from({ length: clusters - model.k }, (_, i) => model.k + i)
    .filter((label) => counts && counts[label] > 0)
    .map((index) => ({ index, emergent: true, text: `emergent ${prototype} ${labelName(model, index)}${said(counts?.[index])}` }));
  const none = labels?.reduce((count, label) => count + Number(label === noCluster), 0) ?? 0;
  return [
    ...[...stored, ...emergent].slice(0, mostNamed),
    ...(none > 0 ? [{ index: null, emergent: false, text: `no ${prototype}${said(none)}` }] : []),
  ];
}
