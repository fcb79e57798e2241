/** The learning curves: their numbers, names and reference lines. */
import { numberOf, valueOf, type NumberKind, type NumberOf, type ScaleKind, type TermOf } from '../../core/metrics/numbers';
import type { PartitionMetrics, PretrainingStatus } from '../../engine/protocol';
import type { Method } from '../../methods/method';
import { baselineName } from '../baseline';
import { formatValue } from '../format';
import { curvesOf, textOf } from '../numbers';
import type { CurvePoint } from '../../store/runs/curvePoint';

export interface Panel {
  /** The id of the number or of the term of the loss, or "pretraining". */
  readonly key: string;
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

/** A linear axis is at least so wide, by the format of its number, so that noise does not look like a change. */
const leastSpan: Partial<Record<NumberKind['format'], number>> = { score: 0.05, percent: 1 };

const panel = ({ id, curve, scale = 'linear', format, ...rest }: NumberOf, line: Panel['line']): Panel => ({
  key: id,
  name: curve ?? rest.name,
  scale,
  least: leastSpan[format] ?? 0,
  value: (point) => point[id as Exclude<keyof CurvePoint, 'terms'>] ?? null,
  format: (value) => textOf({ format, ...rest }, value),
  line,
});

/** A part of the training loss. */
const termPanel = ({ id, curve, ...kind }: TermOf): Panel => ({
  key: id,
  name: curve,
  scale: 'linear',
  least: 0,
  value: ({ terms }) => terms?.[id] ?? null,
  format: (value) => textOf(kind, value),
  line: null,
});

/** A line at a value, where it is known. */
const lineAt = (name: string, value: number | null): Panel['line'] => (value === null ? null : { name, value });

/**
 * The panels of a method: each against the line that its number says, which is known when pretraining has ended, or else against the same
 * number of k-means.
 * @param kmeans k-means in the space that the method's partition lives in. @param rlPretrained RL_p, null where there is none yet.
 * @param pretrained false where the networks are not pretrained.
 */
export function panelsOf(
  method: Method,
  kmeans: PartitionMetrics | null,
  labelled: boolean,
  rlPretrained: number | null,
  pretrained = true,
): Panel[] {
  const curves = curvesOf(method, labelled).filter(({ ofPretraining }) => pretrained || !ofPretraining);
  const panels = curves.map((one) => {
    const { id, against } = one;
    if (!against) return panel(one, lineAt(baselineName(method), kmeans && (valueOf(id, kmeans) as number | null)));
    return panel(one, lineAt(against.name, rlPretrained !== null && against.value !== 'rlPretrained' ? against.value : rlPretrained));
  });
  const terms = (method.numbers.terms ?? []).map(termPanel);
  const afterLoss = curves.findIndex(({ id }) => id === 'loss') + 1;
  return panels.toSpliced(afterLoss, 0, ...terms);
}

/** The curve of pretraining, over its own epochs. RL_p is known when it is done. */
export const pretrainingPanel = (rlPretrained: number | null): Panel => ({
  ...panel(numberOf('loss', { curve: 'Pretraining, loss over the batches' }), lineAt('RL_p', rlPretrained)),
  key: 'pretraining',
});

export const pretrainingPoints = ({ losses }: Pick<PretrainingStatus, 'losses'>): CurvePoint[] =>
  losses.map((loss, i) => ({ epoch: i + 1, loss, learningRate: 0 }));

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
