/** The data sets that the papers print numbers of: one name and one shape each. */
export interface PaperSet {
  readonly id: string;
  readonly name: string;
  /** Null where the paper does not say. */
  readonly n: number | null;
  readonly d: number;
  /** Classes. */
  readonly k: number;
  /** Sets of one family are parts of one collection. Their numbers are of other points and stand in columns of their own. */
  readonly family?: string;
  /** The generator of ours that draws points of this kind. The paper’s own points are others, and no file has them. */
  readonly drawnBy?: `synthetic/${string}`;
}

export const paperSets = [
  { id: 'zoo', name: 'Zoo', n: 101, d: 16, k: 7 },
  { id: 'yale', name: 'Yale', n: 165, d: 1024, k: 15 },
  { id: 'gcm', name: 'GCM', n: 190, d: 16063, k: 14 },
  { id: 'ecoli', name: 'Ecoli', n: 336, d: 7, k: 8 },
  { id: 'movlib', name: 'Movement Libras', n: 360, d: 90, k: 15 },
  { id: 'mice-protein', name: 'Mice Protein Expression', n: 1080, d: 77, k: 8 },
  { id: 'ctg', name: 'Cardiotocography', n: 2126, d: 21, k: 10 },
  { id: 'segment', name: 'Image Segmentation', n: 2310, d: 19, k: 7 },
  { id: 'usps-2007', name: 'USPS, test part', n: 2007, d: 256, k: 10, family: 'usps' },
  { id: 'usps-9298', name: 'USPS, both parts', n: 9298, d: 256, k: 10, family: 'usps' },
  { id: 'usps-11000', name: 'USPS, 11,000 points', n: 11000, d: 256, k: 10, family: 'usps' },
  { id: 'mnist', name: 'MNIST', n: 70000, d: 784, k: 10 },
  { id: 'fashion-mnist-60000', name: 'Fashion-MNIST, training part', n: 60000, d: 784, k: 10, family: 'fashion-mnist' },
  { id: 'fashion-mnist-70000', name: 'Fashion-MNIST', n: 70000, d: 784, k: 10, family: 'fashion-mnist' },
  { id: 'cifar10-50000', name: 'CIFAR-10, training part', n: 50000, d: 3072, k: 10, family: 'cifar10' },
  { id: 'cifar10-60000', name: 'CIFAR-10', n: 60000, d: 3072, k: 10, family: 'cifar10' },
  { id: 'cifar100', name: 'CIFAR-100, training part', n: 50000, d: 3072, k: 100 },
  { id: 'stl10', name: 'STL-10, training part', n: 5000, d: 27648, k: 10 },
  { id: 'birds', name: 'Caltech Birds 2010', n: 3000, d: 49152, k: 200 },
  { id: 'coil100', name: 'COIL-100', n: 7200, d: 16384, k: 100 },
  { id: 'cmu-pie', name: 'CMU-PIE', n: 2856, d: 1024, k: 68 },
  { id: 'reuters-11228', name: 'Reuters, 46 topics', n: 11228, d: 2000, k: 46 },
  { id: 'reuters-10k', name: 'Reuters-10k', n: 10000, d: 2000, k: 4 },
  { id: 'rcv1', name: 'RCV1', n: 10000, d: 2000, k: 4 },
  { id: '20news', name: '20 Newsgroups', n: 18846, d: 2000, k: 20 },
  { id: '10x73k', name: '10×73k', n: 73233, d: 720, k: 8 },
  { id: 'pendigits', name: 'Pendigits', n: 10992, d: 16, k: 10 },
  { id: 'breast', name: 'Breast', n: 569, d: 30, k: 2 },
  { id: 'glass', name: 'Glass', n: 214, d: 9, k: 6 },
  { id: 'iris', name: 'Iris', n: 150, d: 4, k: 3 },
  { id: 'wine', name: 'Wine', n: 178, d: 13, k: 3 },
  { id: 'yeast', name: 'Yeast', n: 1484, d: 8, k: 10 },
  { id: 'five-gaussians', name: 'Five Gaussians', n: 2000, d: 2, k: 5, drawnBy: 'synthetic/five-gaussians' },
  { id: 'clam-outliers', name: 'Two clusters with outliers', n: null, d: 2, k: 2, drawnBy: 'synthetic/outliers' },
] as const satisfies readonly PaperSet[];

export type PaperSetId = (typeof paperSets)[number]['id'];

export const paperSet = (id: PaperSetId): PaperSet => paperSets.find((set) => set.id === id)!;

/** The set itself, then those of its family. */
export const familyOf = (set: PaperSet): readonly PaperSet[] => [
  set,
  ...(paperSets as readonly PaperSet[]).filter((other) => other !== set && set.family !== undefined && other.family === set.family),
];
