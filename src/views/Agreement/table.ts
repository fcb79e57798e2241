import { formatScore } from '../format';
import type { NumbersTable } from '../Metrics/table';
import type { AgreementMatrix, NamedPartition } from './partitions';

/** The matrix as a table for files: NMI above the diagonal, ARI below it, nothing on it. */
export function agreementTable(partitions: readonly NamedPartition[], { nmi, ari }: AgreementMatrix): NumbersTable {
  const m = partitions.length;
  const names = partitions.map(({ name, detail }) => `${name} (${detail})`);
  return {
    head: ['NMI above the diagonal, ARI below', ...names],
    rows: names.map((name, i) => ({
      name,
      begins: false,
      cells: names.map((_, j) => {
        const value = (j > i ? nmi : ari)[i * m + j];
        return i === j || !Number.isFinite(value) ? null : { text: formatScore(value, 2), value, best: false };
      }),
    })),
  };
}
