import { paperData } from './paperData';

/** The data of the DCLAM paper that are named elsewhere too, and the networks of its tables for them. */
const data = ['usps', 'fashion-mnist'] as const;

/**
 * Presets of a baseline of the DCLAM paper, one for each of its data and networks. Table 7 prints ranges that were searched, and no values
 * that were found: each setting here is one that the method's own authors used and that lies in the range.
 * @param method as ids have it. @param title as the paper has it. @param ranges what Table 7 prints, as the end of a sentence.
 */
export function dclamBaselines<V>(method: string, title: string, networks: readonly ('cae' | 'rae' | 'eae')[], ranges: string, values: V) {
  return data.flatMap((one) =>
    networks.map((network) => ({
      id: `${method}-dclam-paper/${one}-${network}`,
      name: `DCLAM paper’s ${title}: ${one}, ${network.toUpperCase()}`,
      description: `Table 7 of the DCLAM paper prints the ranges that it searched and not what it chose: ${ranges}. The values here lie in them.`,
      dataset: null,
      fits: paperData[one],
      values: { k: 10, latent: null, network, pretrainEpochs: 100, pretrainRate: 1e-3, restarts: 1, scaling: 'pixels', ...values } as const,
    })),
  );
}
