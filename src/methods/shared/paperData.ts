/** The data of the papers that users bring themselves, and the names that such files go by: in lower case, words apart by one space. */
export const paperData = {
  zoo: ['zoo'],
  yale: ['yale'],
  gcm: ['gcm'],
  ecoli: ['ecoli'],
  movlib: ['movlib', 'mlib', 'movement libras', 'libras'],
  'mice-protein': ['micepe', 'mpe', 'mice protein', 'mice protein expression', 'data cortex nuclear'],
  usps: ['usps'],
  ctg: ['ctg', 'cardiotocography'],
  segment: ['segment', 'image segmentation', 'segmentation'],
  'fashion-mnist': ['fashion mnist', 'fmnist', 'fashion'],
  mnist: ['mnist'],
  '20news': ['20news', '20 newsgroups', '20newsgroups'],
  rcv1: ['rcv1'],
  coil100: ['coil100', 'coil 100'],
  'cmu-pie': ['cmu pie'],
  cifar10: ['cifar10', 'cifar 10'],
  'reuters-10k': ['reuters10k', 'reuters 10k', 'r10k'],
  '10x73k': ['10x73k'],
  pendigits: ['pendigits', 'pendigit', 'pen digits'],
} as const satisfies Record<string, readonly string[]>;

export type PaperData = keyof typeof paperData;

/** True if one of the names is in that of a data set, as words: "usps" in "usps.csv", and "mnist" not in "Fashion-MNIST". */
export function namedSo(names: readonly string[], dataset: string): boolean {
  const words = (text: string) =>
    ` ${text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  const own = words(dataset);
  const longer: string[] = Object.values(paperData).flatMap((all) => all.filter((name) => own.includes(words(name))));
  // The longest name that is in it is the one that is meant.
  const most = Math.max(0, ...longer.map(({ length }) => length));
  return names.some((name) => name.length === most && own.includes(words(name)));
}
