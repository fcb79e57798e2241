import type { PaperSetId } from './sets';

/** The papers whose numbers are printed here, how they came to them, and where print contradicts itself. */

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
  'dclam 8': 'of all settings the best SC with RRL at most 10%; SC of DCLAM on A(e(x)), of others on e(x), of “input” on the scaled input',
  'dclam 9': 'of all settings the best RRL with SC within 10% of the method’s best; SC of DCLAM on A(e(x)), of others on e(x)',
  'dclam 10': 'of all settings the best NMI, so chosen by the labels; SC of DCLAM on A(e(x)), of others on e(x)',
  'dclam 2': 'SC among the codes of their own encoders, which were pretrained by contrast; they reconstruct nothing',
  'dkm 1': 'means of 10 runs, scored on 90% of the points; λ was chosen by the accuracy on the labels of the other 10%',
  'dkm 2': 'k-means on the codes that each method learned; means of 10 runs',
  'k-friendly 2': 'means of 10 runs, settings by grid search',
  'ae-cm 1': 'means of 20 runs, settings by Bayesian optimisation',
  'ae-cm 5': 'means of 20 runs, settings by Bayesian optimisation; DEC, IDEC and DCN are the authors’ own implementations',
  'ae-cm 9': 'means of 10 runs from random starts, networks d–2k–d',
};

export interface PrintNote {
  readonly paper: PaperId;
  readonly table?: string;
  readonly set?: PaperSetId;
  /** The columns that it is about; absent: all of the table. */
  readonly columns?: readonly string[];
  readonly sentence: string;
}

/** Where a printed number is not what it says, or another place of the paper has another. */
export const printNotes: readonly PrintNote[] = [
  {
    paper: 'clam',
    columns: ['dcec'],
    sentence: 'The CLAM paper does not say where SC of DCEC is taken; 0.119 on USPS fits the input space alone.',
  },
  {
    paper: 'clam',
    set: 'movlib',
    columns: ['soft_dec_random'],
    sentence: 'Table 9 of CLAM prints NMI 0.3147 for DEC from a random start, which is the ARI beside it; table 2 has 0.51.',
  },
  {
    paper: 'clam',
    columns: ['soft_dec', 'soft_dec_random'],
    sentence: 'DEC of the CLAM paper moves centres in the input space, without a network.',
  },
  {
    paper: 'dclam',
    table: '8',
    set: 'cifar10-50000',
    columns: ['dclam.CAE', 'dclam.RAE'],
    sentence:
      'Table 8 of DCLAM prints RRL −1.8% for its CAE, where RL 0.0178 of 0.0220 is −19% (table 2: −19.5%), and 9.6% for its RAE, where 0.0170 of 0.0180 is −6%.',
  },
  {
    paper: 'dclam',
    table: '8',
    set: 'cifar100',
    columns: ['edcwrn.EAE'],
    sentence: 'Table 8 of DCLAM prints RRL 4.3% for EDCWRN, where RL 0.0106 of 0.0096 is 10%, as table 2 has it.',
  },
  {
    paper: 'dclam',
    table: '8',
    set: 'usps-2007',
    columns: ['dclam.EAE', 'dclam.RAE'],
    sentence: 'Table 8 of DCLAM seems to have RRL of its EAE and RAE exchanged: 0.0025 of 0.0023 is 8.7%, that of the RAE, as in table 2.',
  },
  {
    paper: 'dclam',
    set: 'usps-2007',
    columns: ['dcec.CAE', 'dclam.CAE', 'dclam.EAE', 'dclam.RAE'],
    sentence: 'By the text of table 2 DCLAM is ahead throughout; on USPS its own numbers have DCEC ahead: 0.935 at −5.3% beside 0.891.',
  },
  {
    paper: 'dclam',
    table: '9',
    columns: ['dekm.CAE', 'dekm.RAE'],
    sentence: 'DEKM trains its encoder without the decoder: RL is that of pretraining’s decoder.',
  },
  {
    paper: 'dkm',
    columns: ['dcn-np', 'dcn-p'],
    sentence: 'In the code of DKM its DCN moves one point and one centre a batch, so that its numbers stay near AE-KM.',
  },
  { paper: 'dkm', sentence: 'DKM defines NMI by the geometric mean of the entropies.' },
  {
    paper: 'k-friendly',
    set: 'usps-11000',
    columns: ['ae-km'],
    sentence: 'NMI 0.169 of AEKM is that of DCN without pretraining in DKM’s table 1; the right one is 0.717.',
  },
  {
    paper: 'k-friendly',
    set: 'usps-11000',
    columns: ['km', 'ae-km', 'dcn', 'dkm'],
    sentence: 'This column is copied from DKM, whose USPS has 9,298 points and was scored on 90% of them.',
  },
  {
    paper: 'k-friendly',
    set: 'mnist',
    columns: ['km', 'ae-km', 'dcn', 'dkm'],
    sentence: 'This column is copied from DKM, which scored on 90% of the points.',
  },
  {
    paper: 'k-friendly',
    set: 'rcv1',
    columns: ['km', 'ae-km', 'dcn', 'dkm'],
    sentence: 'This column is copied from DKM, which scored on 90% of the points.',
  },
  {
    paper: 'k-friendly',
    sentence:
      'K-friendly prints the joint entropy in its formula of NMI, where the mutual information belongs; taken for the arithmetic mean.',
  },
  {
    paper: 'ae-cm',
    table: '1',
    columns: ['GMMr', 'GMMp'],
    sentence: 'AE-CM prints two results of GMM: these of table 1, and others in table 11 (ARI on MNIST 12.0 and 22.7).',
  },
  {
    paper: 'ae-cm',
    table: '5',
    columns: ['AE+KM', 'DCNp', 'DECp', 'IDECp', 'AE-CMp'],
    sentence: 'In the code of AE-CM pretraining leaves the first layer as it is: AE+KM and what starts from it are low.',
  },
  {
    paper: 'ae-cm',
    set: 'pendigits',
    columns: ['AE-CMr', 'AE-CMp'],
    sentence: 'Table 7 of AE-CM has ARI 64.0 and 65.5 where table 5 has 64.6 and 60.1.',
  },
  {
    paper: 'ae-cm',
    sentence:
      'For NMI AE-CM cites a paper that divides by the smaller entropy, and does not say what its code does; taken for the arithmetic mean.',
  },
  { paper: 'ae-cm', set: 'usps-9298', sentence: 'AE-CM says that its USPS has 28 × 28 pixels; its file has 16 × 16.' },
  {
    paper: 'ae-cm',
    table: '5',
    columns: ['AE-CMr', 'AE-CMp'],
    sentence: 'AE-CM was trained for 1,000 epochs by its section 5.1.4 and its code, for 150 by its appendix.',
  },
  {
    paper: 'ae-cm',
    set: 'breast',
    sentence: 'AE-CM does not say which of UCI’s breast sets it used; with two classes no ACC is below 0.5.',
  },
  { paper: 'ae-cm', set: '20news', sentence: 'The three papers with 20 Newsgroups chose their 2,000 words each by themselves.' },
];
