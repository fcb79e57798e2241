import { figuresOf } from '../figure';

const five = 'data=synthetic/five-gaussians';

const unprinted = 'the paper prints no numbers of it;';
/** Of figure 8: the set, its clusters, what is seen, and what is known. */
const toys = [
  [
    'moons',
    'two moons',
    2,
    'A code of one number tells the two moons apart, which balls would cut.',
    'agrees',
    'ARI is 0.99, where the mixture has 0.43',
  ],
  [
    'circles',
    'two circles',
    2,
    'Squares and products of coordinates tell the rings apart, which balls would cut.',
    'agrees',
    'ARI is 1.00, where the mixture has 0.00',
  ],
  [
    'varied-blobs',
    'blobs of unlike spread',
    3,
    'The wide cluster loses points to its neighbours.',
    'open',
    `${unprinted} ARI is 0.68 here, 0.69 for the mixture`,
  ],
  ['anisotropic', 'slanted clusters', 3, 'Borders follow the slant.', 'open', `${unprinted} ARI is 1.00 here, 0.98 for the mixture`],
  ['blobs', 'blobs', 3, 'Each of three blobs is a region.', 'open', `${unprinted} ARI is 1.00 here, and for the mixture`],
  [
    'uniform',
    'no structure',
    3,
    'One cluster is left, where the mixture and CM make three.',
    'agrees',
    'AE-CM alone has all points in one cluster',
  ],
] as const;

/** The paper prints no settings of table 9: these are those of its figure 8, with a network of 2k and k numbers. */
const small =
  'network=6&latent=3&start=random&concentration=11&reconstruction=1&orthonormality=0.001&batchSize=20&epochs=100&restarts=10&averaging=true&rates=0.01,0.01,0.01';
const uci = [
  ['iris', 'agrees', 'ARI is 0.87 for AE-CM, 0.61 for CM and for the mixture; in print 0.79, 0.59 and 0.62, means of ten runs'],
  ['wine', 'differs', 'ARI is 0.82 for AE-CM, 0.90 for CM and for the mixture; in print 0.86, 0.82 and 0.77, means of ten runs'],
] as const;

/** Boubekki et al., 2021. */
export const aeCm = figuresOf('AE-CM', [
  {
    id: 'ae-cm-1',
    number: 'Figure 1',
    title: 'five Gaussians, the last epoch averaged',
    see: 'Centres wander within the last epoch, and their means lie in the middle of the Gaussians.',
    ours: { verdict: 'agrees', because: 'each mean lies within 0.2 of the middle of a Gaussian; points are ours' },
    runs: [{ link: `?${five}&preset=cm-paper/five-gaussians` }],
  },
  {
    id: 'ae-cm-3',
    number: 'Figure 3',
    title: 'the terms of the loss',
    see: 'First the reconstruction falls; then sparsity falls on, while the prior rises.',
    ours: { verdict: 'part', because: 'so do the terms of the paper, but E₃ rises here where it falls there; points are ours' },
    runs: [{ link: `?${five}&preset=cm-paper/five-gaussians&tiles=basins,curves` }],
  },
  {
    id: 'ae-cm-table-3',
    number: 'Table 3',
    title: 'a term of the loss left out',
    see: 'In the table of numbers each run is a column: ARI falls without E₁ or E₂.',
    ours: {
      verdict: 'part',
      because:
        'without E₁ or E₂ ARI falls to 0.35 and 0.50, but without E₃ or E₄ it stays at 0.99 on our points, where the paper has 0.67 and 0.71',
    },
    runs: [
      { name: 'without E₁', link: `?${five}&preset=cm-paper/five-gaussians&terms=0,1,1,1` },
      { name: 'without E₂', link: `?${five}&preset=cm-paper/five-gaussians&terms=1,0,1,1` },
      { name: 'without E₃', link: `?${five}&preset=cm-paper/five-gaussians&terms=1,1,0,1` },
      { name: 'without E₄', link: `?${five}&preset=cm-paper/five-gaussians&terms=1,1,1,0` },
      { name: 'all terms', link: `?${five}&preset=cm-paper/five-gaussians&tiles=basins,metrics` },
    ],
    shownAs: 'columns',
  },
  {
    id: 'ae-cm-5',
    number: 'Figure 5',
    title: 'UMAP of the codes',
    see: 'Codes lie in clumps about the centres, which are drawn among them.',
    ours: { verdict: 'agrees', because: 'from AE + k-means SC on e(x) rises from 0.20 to 0.79; on digits, not MNIST' },
    runs: [{ link: '?data=digits&method=ae-cm&k=10&stage=embedding&embedding=method:umap,of:encoded' }],
  },
  {
    id: 'ae-cm-6',
    number: 'Figure 6',
    title: 'decoded centres',
    see: 'The decoder draws each centre as the mean of its members.',
    ours: { verdict: 'agrees', because: 'ten centres are of ten digits; from a pretrained network, on digits, not MNIST' },
    runs: [{ link: '?data=digits&method=ae-cm&k=10&stage=memories' }],
  },
  {
    id: 'ae-cm-7',
    number: 'Figure 7',
    title: 'between two centres',
    see: 'The decoder draws places on the straight way from one centre to another.',
    ours: { verdict: 'open', because: 'on digits' },
    runs: [{ link: '?data=digits&method=ae-cm&k=10&stage=interpolation' }],
  },
  ...uci.map(([set, verdict, because]) => ({
    id: `ae-cm-table-9-${set}`,
    number: 'Table 9',
    title: `${set}, three methods`,
    see: 'In the table of numbers each run is a column, to be read beside those that the paper prints.',
    ours: { verdict, because },
    runs: [
      { link: `?data=${set}&method=gmm&covariance=isotropic&k=3` },
      { link: `?data=${set}&method=cm&k=3&concentration=11&batchSize=20` },
      { link: `?data=${set}&method=ae-cm&k=3&${small}&tiles=basins,metrics` },
    ] as const,
    shownAs: 'columns' as const,
  })),
  ...toys.map(([set, title, k, see, verdict, because]) => ({
    id: `ae-cm-8-${set}`,
    number: 'Figure 8',
    title,
    see,
    ours: { verdict, because },
    runs: [
      { link: `?data=synthetic/${set}&method=gmm&covariance=isotropic&k=${k}` },
      { link: `?data=synthetic/${set}&method=cm&k=${k}&concentration=${set === 'uniform' ? 0.1 : 11}&batchSize=20` },
      { link: `?data=synthetic/${set}&preset=ae-cm-paper/${set}` },
    ] as const,
  })),
  ...merging(),
]);

function merging() {
  const said = [
    [
      0,
      'Without E₃ centres do not share Gaussians: those that are too many gather in the middle.',
      'agrees',
      'four lie at the outer Gaussians, six near the middle; points are ours',
    ],
    [1, 'Ten centres lie in pairs on the five Gaussians.', 'agrees', 'two centres lie within 0.3 of the middle of each; points are ours'],
    [
      1.5,
      'Centres lie in groups of two or three, farther out than their Gaussians.',
      'part',
      'centres merge more, but each Gaussian keeps a group, where one of the paper loses its own',
    ],
  ] as const;
  return said.map(([weight, see, verdict, because]) => ({
    id: `ae-cm-11-${weight}`,
    number: 'Figure 11',
    title: `ten centres, E₃ × ${weight}`,
    see,
    ours: { verdict, because },
    runs: [{ link: `?${five}&preset=cm-paper/merging-${weight}` }] as const,
  }));
}
