/** Where the papers' print contradicts itself. */
import type { NumberId } from '../../core/metrics/numbers';
import type { PaperId } from './papers';
import type { PaperSetId } from './sets';

export interface PrintNote {
  readonly paper: PaperId;
  readonly table?: string;
  readonly set?: PaperSetId;
  /** The columns that it is about; absent: all of the table. */
  readonly columns?: readonly string[];
  /** It is about this number, and of no column without it. */
  readonly number?: NumberId;
  readonly sentence: string;
}

/** Of DCLAM’s table 8 the columns with RRL above 10%. */
const over10 = [
  ['fashion-mnist-60000', 'dekm.RAE'],
  ['cifar10-50000', 'dekm.RAE'],
  ['stl10', 'dcec.CAE'],
] as const;
/** … and those whose SC is below that of table 9, with RRL of at most 10% in both. */
const notBestSc = [
  ['cifar100', 'dclam.EAE'],
  ['usps-2007', 'dclam.RAE'],
  ['birds', 'dclam.RAE'],
] as const;
/** Of DCLAM’s table 10 those whose NMI is below that of table 8 or 9. */
const notBestNmi = [
  ['fashion-mnist-60000', 'edcwrn.EAE'],
  ['cifar10-50000', 'dekm.CAE', 'dekm.RAE'],
  ['cifar100', 'dekm.CAE', 'dekm.RAE'],
  ['usps-2007', 'dcec.RAE', 'edcwrn.EAE'],
  ['stl10', 'dcec.RAE', 'dekm.RAE'],
  ['birds', 'dekm.CAE'],
  ['20news', 'edcwrn.EAE'],
] as const;

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
    set: 'movlib',
    columns: ['clam'],
    sentence: 'Table 2 of CLAM prints NMI 0.62 for itself on Movement Libras, table 9 has 0.6142.',
  },
  {
    paper: 'clam',
    set: 'usps-2007',
    columns: ['dcec'],
    sentence: 'Table 2 of CLAM prints NMI 0.69 for DCEC on USPS, table 9 has 0.6961.',
  },
  {
    paper: 'clam',
    set: 'fashion-mnist-60000',
    columns: ['soft_dec_random'],
    sentence: 'Table 2 of CLAM prints NMI 0.43 for DEC from a random start on Fashion-MNIST, table 9 has 0.3339.',
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
    set: 'cifar10-50000',
    columns: ['dclam.EAE'],
    sentence: 'Table 8 of DCLAM prints RRL 9% for its EAE, and 10% for the same RL 0.0184 of 0.0167 of EDCWRN.',
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
    columns: ['edcwrn.EAE'],
    sentence: 'Table 8 of DCLAM prints RRL 10% for EDCWRN on USPS, where RL 0.0005 of 0.0005 is 0%, as table 2 has it.',
  },
  ...over10.map(([set, column]) => ({
    paper: 'dclam' as const,
    table: '8',
    set,
    columns: [column],
    sentence: 'Table 8 of DCLAM is to have RRL of at most 10%, and prints more in this column.',
  })),
  ...notBestSc.map(([set, column]) => ({
    paper: 'dclam' as const,
    table: '8',
    set,
    columns: [column],
    sentence: 'Table 9 of DCLAM has a higher SC for the same network with RRL within 10%, which table 8 is to have.',
  })),
  {
    paper: 'dclam',
    set: 'cifar100',
    columns: ['dclam.EAE'],
    sentence: 'Table 4 of DCLAM prints SC 0.636 for its EAE on CIFAR-100, where tables 8 and 9 have 0.536 and 0.617.',
  },
  {
    paper: 'dclam',
    table: '9',
    set: 'fashion-mnist-60000',
    columns: ['dcec.CAE', 'dclam.EAE'],
    sentence:
      'Table 9 of DCLAM prints RRL −9.8% for DCEC on Fashion-MNIST, where RL 0.0109 of 0.0122 is −10.7%, and 54% for its EAE, where 0.0131 of 0.0087 is 51%.',
  },
  ...notBestNmi.map(([set, ...columns]) => ({
    paper: 'dclam' as const,
    table: '10',
    set,
    columns,
    sentence: 'Table 10 of DCLAM is to have the best NMI, and table 8 or 9 prints a greater one for the same method and network.',
  })),
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
  { paper: 'dkm', number: 'nmiGeometric', sentence: 'DKM defines NMI by the geometric mean of the entropies.' },
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
  ...(['mnist', 'rcv1'] as const).map((set) => ({
    paper: 'k-friendly' as const,
    table: '5',
    set,
    columns: ['ours-unplaced'],
    sentence: 'By the text K-friendly without re-initialisation improves on no other method; here its numbers are above those of DKM.',
  })),
  {
    paper: 'k-friendly',
    number: 'nmi',
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
    table: '11',
    columns: ['GMMr', 'GMMp'],
    sentence: 'AE-CM prints two results of GMM: these of table 11, and others in table 1 (ARI on MNIST 23.2 and 24.8).',
  },
  {
    paper: 'ae-cm',
    table: '11',
    set: '20news',
    columns: ['GMMp', 'GMMp.best'],
    sentence: 'Table 11 of AE-CM has for GMM from k-means++ on 20 Newsgroups the row of k-means, to the digit.',
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
    sentence: 'Table 7 of AE-CM has mean ARI 64.0 and 65.5 on Pendigits, where table 5 has 64.6 and 60.1.',
  },
  {
    paper: 'ae-cm',
    set: 'pendigits',
    columns: ['AE-CMr.best', 'AE-CMp.best'],
    sentence: 'Table 7 of AE-CM has best ARI 69.5 and 70.5 on Pendigits, where table 15 has 75.3 and 69.8.',
  },
  {
    paper: 'ae-cm',
    table: '5',
    set: '20news',
    columns: ['AE-CMr'],
    sentence: 'By the text AE-CM leads on 20 Newsgroups by at least 20 points of ARI; by table 5 it is 10.6 ahead of DKM.',
  },
  {
    paper: 'ae-cm',
    table: '5',
    set: 'usps-9298',
    columns: ['AE-CMr'],
    sentence: 'By the text AE-CM from a random start is behind AE+KM on R10K and CIFAR-10 alone; by table 5 it is on USPS, too.',
  },
  {
    paper: 'ae-cm',
    number: 'nmi',
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
