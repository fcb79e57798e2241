import { figuresOf } from '../figure';
import moments from './moments.json';

/** Saha et al., 2023. */
export const clam = figuresOf('CLAM', [
  elongated('two', '1', 'the long cluster', 'NMI is 1.00 and SC 0.46 for CLAM, 0.01 and 0.37 for k-means and soft DEC'),
  {
    id: 'clam-2',
    number: 'Figure 2',
    title: 'the way of one particle',
    see: 'An arrow for each memory pulls on the drop, a dashed one is their sum; it runs in ten steps to the memory whose basin it is in.',
    ours: {
      verdict: 'agrees',
      because: 'each step lowers the energy and brings the drop nearer to its memory; points and memories are ours',
    },
    runs: [{ link: moments.way }],
    untrained: true,
  },
  {
    id: 'clam-3-join',
    number: 'Figure 3b',
    title: 'two memories pull together',
    see: 'The drop is nearest to memory 1; memories 2 and 3 pull it away, and it ends at memory 2. At a β of 20 it does not.',
    ours: { verdict: 'agrees', because: 'the drop leaves its nearest memory, at β 20 it stays; places are ours' },
    runs: [{ link: moments.join }],
    untrained: true,
  },
  {
    id: 'clam-3-cancel',
    number: 'Figure 3c',
    title: 'two memories cancel each other',
    see: 'The pulls of memories 2 and 3 cancel each other, and the drop runs to memory 1, the farthest of the three.',
    ours: { verdict: 'agrees', because: 'the drop ends at the farthest memory, at β 20 it does not; places are ours' },
    runs: [{ link: moments.cancel }],
    untrained: true,
  },
  {
    id: 'clam-4-three',
    number: 'Figures 4, 11, 12',
    title: 'three memories at eight β',
    see: 'At low β basins leave their Voronoi cells; as β grows they come to be the cells.',
    ours: {
      verdict: 'agrees',
      because: '60% of the points leave their cell at the lowest β, none at the highest; memories and β are ours',
    },
    runs: [{ link: '?data=synthetic/blobs&k=3&steps=10&init=points&energy=lse' }],
    untrained: true,
    shownAs: 'betas',
  },
  {
    id: 'clam-4-five',
    number: 'Figures 4, 11, 12',
    title: 'five memories at eight β',
    see: 'The line under each map counts the points whose basin is not their Voronoi cell: fewer as β grows.',
    ours: {
      verdict: 'agrees',
      because: '47% of the points leave their cell at the lowest β, 0.1% at the highest; memories and β are ours',
    },
    runs: [{ link: '?data=synthetic/five-gaussians&k=5&steps=10&init=points&energy=lse' }],
    untrained: true,
    shownAs: 'betas',
  },
  {
    id: 'clam-6',
    number: 'Figure 6',
    title: 'memories over the epochs',
    see: 'Move the film: each memory turns from a picture of the data into the mean of many.',
    ours: {
      verdict: 'agrees',
      because: 'each memory begins as a picture and ends nearer to the mean of its members than to any; on digits, not Fashion-MNIST',
    },
    runs: [{ link: '?data=digits&k=10&init=points&energy=lse&stage=memories' }],
  },
  elongated('three', '13', 'one of the clusters', 'NMI is 1.00 and SC 0.56 for CLAM, 0.74 and 0.53 for k-means and soft DEC'),
  {
    id: 'clam-14',
    number: 'Figure 14',
    title: 'how sure the memory is',
    see: 'The entropies of all points are counted: near 0 a point is sure of its memory.',
    ours: { verdict: 'open', because: 'none of its ten sets is bundled' },
    runs: [{ link: '?data=iris&k=3&energy=lse&tiles=basins,histogram' }],
  },
  {
    id: 'clam-15',
    number: 'Figure 15',
    title: 'outliers, k-means and CLAM',
    see: 'Of two memories, and of two centres, one goes to the far points, and the other has both clusters.',
    ours: { verdict: 'differs', because: 'there CLAM keeps both clusters apart, here neither does; its points and settings are not given' },
    runs: [{ link: '?data=synthetic/outliers&method=kmeans&k=2' }, { link: '?data=synthetic/outliers&k=2&energy=lse' }],
    shownAs: 'beside',
  },
  {
    id: 'clam-table-8',
    number: 'Table 8',
    title: 'how far partitions agree',
    see: 'NMI and ARI between the partitions of four methods, each against each.',
    ours: { verdict: 'open', because: 'none of its sets is bundled' },
    runs: [
      { link: '?data=wine&method=spectral&k=3' },
      { link: '?data=wine&method=agglomerative&k=3' },
      { link: '?data=wine&method=kmeans&k=3' },
      { link: '?data=wine&k=3&energy=lse&tiles=basins,agreement' },
    ],
  },
]);

function elongated(count: 'two' | 'three', number: string, cut: string, numbers: string) {
  const set = `data=synthetic/${count}-elongated`;
  return {
    id: `clam-${number}`,
    number: `Figure ${number}`,
    title: `${count} elongated clusters`,
    see: `Basins of CLAM follow ${count === 'two' ? 'both' : 'all three'} clusters; k-means cuts ${cut}, and so does soft DEC, a run of the ledger.`,
    ours: { verdict: 'agrees', because: `on points of our own, by the best silhouette of ten starts: ${numbers}` },
    runs: [
      { link: `?${set}&preset=soft-dec/${count}-elongated` },
      { link: `?${set}&preset=kmeans/${count}-elongated` },
      { link: `?${set}&preset=clam-paper/${count}-elongated` },
    ],
    shownAs: 'beside',
  } as const;
}
