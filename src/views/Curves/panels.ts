/** What the learning curves show: which numbers, under which name, against which line. */
import { mostRrl, type PartitionMetrics, type PretrainingStatus } from '../../engine/protocol';
import { formatPercent, formatScore, formatValue } from '../format';
import type { ScaleKind } from '../scale';
import type { CurvePoint } from '../../store/runs/curvePoint';

export interface Panel {
  readonly key: 'loss' | 'silhouette' | 'nmi' | 'rate' | 'rl' | 'rrl' | 'scAttracted' | 'scEncoded' | 'pretraining';
  /** With the space it is measured in. */
  readonly name: string;
  readonly scale: ScaleKind;
  /** The domain is at least this wide. */
  readonly least: number;
  readonly value: (point: CurvePoint) => number | null;
  readonly format: (value: number | null) => string;
  /** The line that the curve is read against: k-means on the same points, or the pretrained network. */
  readonly line: { readonly name: string; readonly value: number } | null;
}

const lineOf = (name: string, value: number | null | undefined): Panel['line'] => (value == null ? null : { name, value });
const shortScore = (value: number | null) => formatScore(value);
const shortValue = (value: number | null) => formatValue(value);
/** A score's axis is not stretched until noise looks like a change. */
const scoreSpan = 0.05;

const panel = (key: Panel['key'], name: string, value: Panel['value'], rest: Partial<Panel> = {}): Panel => ({
  key,
  name,
  value,
  scale: 'linear',
  least: 0,
  format: shortValue,
  line: null,
  ...rest,
});
const scorePanel = (key: Panel['key'], name: string, value: Panel['value'], line: Panel['line'] = null): Panel =>
  panel(key, name, value, { format: shortScore, least: scoreSpan, line });

/** Of methods whose memories live in the input space. */
export function panelsOf(kmeans: PartitionMetrics | null, labelled: boolean): Panel[] {
  return [
    panel('loss', 'Loss, scaled input space', (p) => p.loss),
    scorePanel('silhouette', 'SC, scaled input space', (p) => p.silhouette, lineOf('k-means', kmeans?.silhouette)),
    ...(labelled ? [scorePanel('nmi', 'NMI, against the labels', (p) => p.nmi, lineOf('k-means', kmeans?.nmi))] : []),
    panel('rate', 'Learning rate', (p) => p.learningRate, { scale: 'log' }),
  ];
}

/**
 * Of deep methods. RL is taken over the whole set at the end of the epoch, the loss is the mean over its batches as they were met; SC on e(x) and on
 * A(e(x)) are two numbers in two panels, and only the first can be read against AE + k-means, which attracts nothing.
 */
export function deepPanelsOf(kmeans: PartitionMetrics | null, labelled: boolean, rlPretrained: number | null): Panel[] {
  return [
    panel('rl', 'RL, over the whole set', (p) => p.rl, { scale: 'log where wide', line: lineOf('RL_p', rlPretrained) }),
    panel('rrl', 'RRL, RL against RL_p', (p) => p.rrl, {
      scale: 'symlog where wide',
      least: 1,
      format: formatPercent,
      line: rlPretrained === null ? null : { name: 'at most', value: mostRrl },
    }),
    scorePanel('scAttracted', 'SC on A(e(x)), attracted codes', (p) => p.scAttracted),
    scorePanel('scEncoded', 'SC on e(x), codes', (p) => p.scEncoded, lineOf('AE + k-means', kmeans?.scEncoded)),
    ...(labelled ? [scorePanel('nmi', 'NMI, against the labels', (p) => p.nmi, lineOf('AE + k-means', kmeans?.nmi))] : []),
    panel('loss', 'Loss, mean over the batches', (p) => p.loss, { scale: 'log where wide' }),
    panel('rate', 'Learning rate of the memories', (p) => p.learningRate, { scale: 'log' }),
  ];
}

/** The curve of pretraining, over its own epochs. RL_p is known when it is done. */
export function pretrainingPanel(rlPretrained: number | null): Panel {
  return panel('pretraining', 'Pretraining, loss over the batches', (p) => p.loss, {
    scale: 'log where wide',
    line: lineOf('RL_p', rlPretrained),
  });
}

const nothing: Omit<CurvePoint, 'epoch' | 'loss'> = {
  learningRate: 0,
  silhouette: null,
  nmi: null,
  scEncoded: null,
  scAttracted: null,
  rl: null,
  rrl: null,
};
export const pretrainingPoints = ({ losses }: Pick<PretrainingStatus, 'losses'>): CurvePoint[] =>
  losses.map((loss, i) => ({ ...nothing, epoch: i + 1, loss }));

/** The curves in one sentence, for those who do not see them. */
export function sentence(panels: readonly Panel[], point: CurvePoint | null): string {
  if (!point) return 'No epoch yet.';
  const parts = panels.map(
    ({ name, format, value, line }) => `${name}: ${format(value(point))}${line ? ` (${line.name} ${format(line.value)})` : ''}`,
  );
  return `Epoch ${point.epoch}. ${parts.join('; ')}.`;
}

/** The same of pretraining: "Pretraining: epoch 12 of 100, loss 0.021." */
export function pretrainingSentence({ epoch, epochs, losses, rlPretrained }: PretrainingStatus): string {
  const loss = losses.length > 0 ? `, loss ${formatValue(losses.at(-1))}` : '';
  return `Pretraining: epoch ${epoch} of ${epochs}${loss}${rlPretrained === null ? '' : `, RL_p ${formatValue(rlPretrained)}`}.`;
}
