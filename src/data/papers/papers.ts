/** The papers whose numbers are printed here, and how they came to them. */

export type PaperId = 'clam' | 'dclam' | 'dkm' | 'k-friendly' | 'ae-cm';

interface PrintedPaper {
  readonly name: string;
  readonly cited: string;
  /** Methods that the paper is about. */
  readonly own: readonly string[];
}

export const papers: Record<PaperId, PrintedPaper> = {
  clam: { name: 'CLAM', cited: 'Saha et al., End-to-end differentiable clustering with associative memories, 2023', own: ['clam'] },
  dclam: { name: 'DCLAM', cited: 'Saha et al., Deep clustering with associative memories', own: ['dclam'] },
  dkm: { name: 'DKM', cited: 'Moradi Fard, Thonet, Gaussier, Deep k-means, 2020', own: ['dkm'] },
  'k-friendly': { name: 'K-friendly', cited: 'Roy, K-means-friendly deep latent representation', own: ['k-friendly'] },
  'ae-cm': {
    name: 'AE-CM',
    cited: 'Boubekki et al., Joint optimization of an autoencoder for clustering and embedding, 2021',
    own: ['ae-cm', 'cm'],
  },
};

/** One line on each table: what was chosen by what, and where its silhouettes are taken. */
export const protocols: Record<`${PaperId} ${string}`, string> = {
  'clam 1': 'the settings of each method were searched for the best SC, in the standardised input space',
  'clam 10': 'two clusters with outliers far off; SC of the other points alone, where the table here counts outliers, too',
  'dclam 8': 'of all settings the best SC with RRL at most 10%; SC of DCLAM on A(e(x)), of others on e(x), of “input” on the scaled input',
  'dclam 9': 'of all settings the best RRL with SC within 10% of the method’s best; SC of DCLAM on A(e(x)), of others on e(x)',
  'dclam 10': 'of all settings the best NMI, so chosen by the labels; SC of DCLAM on A(e(x)), of others on e(x)',
  'dclam 2': 'SC among the codes of their own encoders, which were pretrained by contrast; they reconstruct nothing',
  'dkm 1': 'means of 10 runs, scored on 90% of the points; λ was chosen by the accuracy on the labels of the other 10%',
  'dkm 2': 'k-means on the codes that each method learned; means of 10 runs',
  'dkm 5': 'the clustering loss by the cosine, the reconstruction by squared distances; means of 10 runs, λ chosen as in table 1',
  'k-friendly 2': 'means of 10 runs, settings by grid search',
  'k-friendly 5':
    'means of 10 runs: DKM with its centres placed anew by k-means after each epoch, and K-friendly with centres that are never placed anew',
  'ae-cm 1': 'means of 20 runs, settings by Bayesian optimisation',
  'ae-cm 3': 'the loss by those of its terms that are named: E₁ to E₄ are called E₀ to E₃ in the table',
  'ae-cm 4': 'of 20 runs the one with the lowest E₂ + E₃, which is chosen without labels',
  'ae-cm 5': 'means of 20 runs, settings by Bayesian optimisation; DEC, IDEC and DCN are the authors’ own implementations',
  'ae-cm 7': 'of 20 runs the one with the lowest sparsity, which is chosen without labels',
  'ae-cm 8': 'k-means on the codes of the runs of table 5; means of 20 runs',
  'ae-cm 11': 'the best that each number reached in 20 runs, which the labels tell; of GMM also means of 20 runs',
  'ae-cm 15': 'the best that each number reached in 20 runs, which the labels tell',
  'ae-cm 9': 'means of 10 runs from random starts, networks d–2k–d',
};
