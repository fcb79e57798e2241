/**
 * The papers' figures that the page can show on bundled or generated data. Each is an entry here: what it shows, what is known of whether
 * ours agrees, and a link of the page's own form. Of figures on data that are not bundled the set named here stands in.
 */
export interface Figure {
  readonly id: string;
  readonly paper: string;
  /** As the paper numbers it. */
  readonly number: string;
  /** Tells it from others of the same number. */
  readonly title: string;
  /** One sentence: what to look at. */
  readonly see: string;
  /** "agrees…", "agrees in part: …", "differs: …", or "not compared" with what data it is on. */
  readonly agreement: string;
  /** The settings, as a query. What is looked at before any training, as the energy, is named even where it is the usual. */
  readonly link: string;
  /** The map is shown at eight β. */
  readonly eight?: true;
}

const clam = 'CLAM';
const dclam = 'DCLAM';
const dkm = 'DKM';
const friendly = 'K-means-friendly';
const aeCm = 'AE-CM';

const notCompared = 'not compared';
const otherData = 'not compared: the paper’s data are others';

const elongated: readonly Figure[] = (
  [
    ['two', '1', 'NMI 1.00, SC 0.46', 'NMI 0.01, SC 0.37', 'the long cluster'],
    ['three', '13', 'NMI 1.00, SC 0.56', 'NMI 0.74, SC 0.53', 'one of the clusters'],
  ] as const
).flatMap(([count, number, found, cut, across]) => [
  {
    id: `clam-${number}-clam`,
    paper: clam,
    number: `Figure ${number}`,
    title: `${count} elongated clusters, CLAM`,
    see: `Train: basins follow all ${count} clusters, where k-means cuts ${across} across.`,
    agreement: `agrees, on points of our own: ${found}, by the best silhouette of ten starts`,
    link: `?data=synthetic/${count}-elongated&preset=clam-paper/${count}-elongated`,
  },
  {
    id: `clam-${number}-kmeans`,
    paper: clam,
    number: `Figure ${number}`,
    title: `${count} elongated clusters, k-means`,
    see: `Train: the border of two cells cuts ${across} across.`,
    agreement: `agrees, on points of our own: ${cut}`,
    link: `?data=synthetic/${count}-elongated&preset=kmeans/${count}-elongated`,
  },
  {
    id: `clam-${number}-dec`,
    paper: clam,
    number: `Figure ${number}`,
    title: `${count} elongated clusters, soft DEC`,
    see: `Train: from k-means’ centres soft DEC cuts ${across} across, too.`,
    agreement: `agrees, on points of our own: ${cut}`,
    link: `?data=synthetic/${count}-elongated&preset=soft-dec/${count}-elongated`,
  },
]);

const eightBetas: readonly Figure[] = [
  {
    id: 'clam-4-three',
    paper: clam,
    number: 'Figures 4, 11, 12',
    title: 'three memories at eight β',
    see: 'At low β basins leave their Voronoi cells; as β grows they come to be the cells.',
    agreement: 'not compared: the memories and the eight β are ours',
    link: '?data=synthetic/blobs&k=3&steps=10&init=points&energy=lse',
    eight: true,
  },
  {
    id: 'clam-4-five',
    paper: clam,
    number: 'Figures 4, 11, 12',
    title: 'five memories at eight β',
    see: 'The line under each map counts the points whose basin is not their Voronoi cell: fewer as β grows.',
    agreement: 'not compared: the memories and the eight β are ours',
    link: '?data=synthetic/five-gaussians&k=5&steps=10&init=points&energy=lse',
    eight: true,
  },
];

const toys: readonly Figure[] = (
  [
    ['moons', 'two moons', 'whether a code of one number tells the two moons apart'],
    ['circles', 'two circles', 'whether squares and products of the coordinates tell the two rings apart'],
    ['varied-blobs', 'blobs of unlike spread', 'where the border of the wide cluster lies'],
    ['anisotropic', 'slanted clusters', 'whether borders follow the slant'],
    ['blobs', 'blobs', 'one region for each of three blobs'],
    ['uniform', 'no structure', 'how many clusters are left where there are none'],
  ] as const
).map(([set, title, what]) => ({
  id: `ae-cm-8-${set}`,
  paper: aeCm,
  number: 'Figure 8',
  title,
  see: `Train, and see ${what}.`,
  agreement: notCompared,
  link: `?data=synthetic/${set}&preset=ae-cm-paper/${set}`,
}));

const merging: readonly Figure[] = (
  [
    [0, 'without E₃ several of the ten centres may stay in one Gaussian'],
    [1, 'E₃ with its own weight draws centres of one Gaussian together'],
    [1.5, 'with more of E₃ centres merge sooner'],
  ] as const
).map(([weight, what]) => ({
  id: `ae-cm-11-${weight}`,
  paper: aeCm,
  number: 'Figure 11',
  title: `ten centres, E₃ × ${weight}`,
  see: `Train, and see where ten centres go among five Gaussians: ${what}.`,
  agreement: notCompared,
  link: `?data=synthetic/five-gaussians&preset=cm-paper/merging-${weight}`,
}));

export const figures: readonly Figure[] = [
  ...elongated.slice(0, 3),
  {
    id: 'clam-2',
    paper: clam,
    number: 'Figure 2',
    title: 'the way of one particle',
    see: 'Press a place of the map: a drop goes from there in ten steps to the memory whose basin it is in.',
    agreement: 'not compared: points and memories are ours',
    link: '?data=synthetic/blobs&k=3&beta=1&steps=10&init=points&energy=lse',
  },
  ...eightBetas,
  {
    id: 'clam-6',
    paper: clam,
    number: 'Figure 6',
    title: 'memories over the epochs',
    see: 'Train, then move the film: each memory turns from a point of the data into the picture of a digit.',
    agreement: otherData,
    link: '?data=digits&k=10&init=points&energy=lse&stage=memories',
  },
  ...elongated.slice(3),
  {
    id: 'clam-14',
    paper: clam,
    number: 'Figure 14',
    title: 'how sure the memory is',
    see: 'Train: at the right the entropies of all points are counted; most lie near 0 where clusters are told apart.',
    agreement: otherData,
    link: '?data=iris&k=3&energy=lse&tiles=basins,histogram',
  },
  {
    id: 'clam-15-kmeans',
    paper: clam,
    number: 'Figure 15',
    title: 'outliers, k-means',
    see: 'Train: see whether the few far points take a centre of the two for themselves.',
    agreement: notCompared,
    link: '?data=synthetic/outliers&method=kmeans&k=2',
  },
  {
    id: 'clam-15-clam',
    paper: clam,
    number: 'Figure 15',
    title: 'outliers, CLAM',
    see: 'Train: compare with k-means on the same points where the two memories lie.',
    agreement: notCompared,
    link: '?data=synthetic/outliers&k=2&energy=lse',
  },
  {
    id: 'lsr',
    paper: 'Log-sum-ReLU (arXiv 2506.10801)',
    number: 'No one figure',
    title: 'memories that nobody stored',
    see: 'Where balls of memories overlap places rest at the mean of several, a ring; grey ground belongs to none.',
    agreement: notCompared,
    link: '?data=synthetic/five-gaussians&k=5&init=points&energy=lsr',
  },
  {
    id: 'dclam-2',
    paper: dclam,
    number: 'Figure 2',
    title: 'reconstruction against clustering',
    see: 'Train: the run is a path of RL against 1 − SC, and goes left as codes tighten.',
    agreement: otherData,
    link: '?data=digits&method=dclam&k=10&tiles=basins,path',
  },
  {
    id: 'dclam-3',
    paper: dclam,
    number: 'Figures 3, 4',
    title: 'decoded memories',
    see: 'Train: beside each decoded memory its nearest and farthest members; the film has it at every epoch.',
    agreement: otherData,
    link: '?data=digits&method=dclam&k=10&stage=memories',
  },
  {
    id: 'dkm-2',
    paper: dkm,
    number: 'Figure 2',
    title: 'α over the epochs',
    see: 'Train: α rises through 40 values from 0.1 to 28; “Where centres split” sets it beside α_c.',
    agreement: 'agrees: α takes the values of the paper’s formula',
    link: '?data=digits&method=dkm&k=10&start=random&epochs=200',
  },
  {
    id: 'dkm-3',
    paper: dkm,
    number: 'Figure 3',
    title: 't-SNE of the codes',
    see: 'Train: the classes of digits part further than in the pixels.',
    agreement: otherData,
    link: '?data=digits&method=dkm&k=10&stage=embedding&embedding=method:tsne,of:encoded',
  },
  {
    id: 'kf-1',
    paper: friendly,
    number: 'Figures 1, 2',
    title: 't-SNE of the codes over the epochs',
    see: 'Train: codes gather about their centres from epoch to epoch.',
    agreement: otherData,
    link: '?data=digits&method=k-friendly&k=10&stage=embedding&embedding=method:tsne,of:encoded',
  },
  {
    id: 'kf-3',
    paper: friendly,
    number: 'Figure 3',
    title: 'largest memberships',
    see: 'Train, then move the film: the counts of largest memberships go towards 1.',
    agreement: otherData,
    link: '?data=digits&method=k-friendly&k=10&tiles=basins,histogram',
  },
  {
    id: 'kf-4',
    paper: friendly,
    number: 'Figure 4',
    title: 'two losses',
    see: 'Train: reconstruction and clustering loss are curves apart, with the variance of the codes.',
    agreement: otherData,
    link: '?data=digits&method=k-friendly&k=10&tiles=basins,curves',
  },
  {
    id: 'ae-cm-1',
    paper: aeCm,
    number: 'Figure 1',
    title: 'five Gaussians, the last epoch averaged',
    see: 'Train: centres wander within the last epoch, and their mean lies in the Gaussians.',
    agreement: notCompared,
    link: '?data=synthetic/five-gaussians&preset=cm-paper/five-gaussians',
  },
  {
    id: 'ae-cm-3',
    paper: aeCm,
    number: 'Figure 3',
    title: 'the terms of the loss',
    see: 'Train: the four terms of the loss are curves of their own beside the agreement with the classes.',
    agreement: otherData,
    link: '?data=digits&method=cm&k=10&tiles=basins,curves',
  },
  {
    id: 'ae-cm-5',
    paper: aeCm,
    number: 'Figure 5',
    title: 'UMAP of the codes',
    see: 'Train: codes lie in clumps about the centres, which are drawn among them.',
    agreement: otherData,
    link: '?data=digits&method=ae-cm&k=10&stage=embedding&embedding=method:umap,of:encoded',
  },
  {
    id: 'ae-cm-6',
    paper: aeCm,
    number: 'Figure 6',
    title: 'decoded centres',
    see: 'Train: the decoder draws each centre as a digit, or as a mixture of several.',
    agreement: otherData,
    link: '?data=digits&method=ae-cm&k=10&stage=memories',
  },
  {
    id: 'ae-cm-7',
    paper: aeCm,
    number: 'Figure 7',
    title: 'between two centres',
    see: 'Train: the decoder draws places on the straight way from one centre to another.',
    agreement: otherData,
    link: '?data=digits&method=ae-cm&k=10&stage=interpolation',
  },
  ...toys,
  ...merging,
];
