import { figuresOf } from '../figure';

/** DCLAM. */
export const dclam = figuresOf('DCLAM', [
  {
    id: 'dclam-2',
    number: 'Figure 2',
    title: 'reconstruction against clustering',
    see: 'The run is a path: RL comes down to that of the pretrained network, and SC on A(e(x)) gives way.',
    ours: {
      verdict: 'open',
      because: 'digits stand for its six sets and one run for its many: SC on A(e(x)) is 0.69 at RRL 19%',
    },
    runs: [{ link: '?data=digits&method=dclam&k=10&tiles=basins,path' }],
  },
  {
    id: 'dclam-3',
    number: 'Figures 3, 4',
    title: 'decoded memories',
    see: 'Beside each decoded memory are its nearest and farthest members; the film has it at every epoch.',
    ours: {
      verdict: 'agrees',
      because: 'each decoded memory is nearer to the mean of its members than to the mean of any others; on digits',
    },
    runs: [{ link: '?data=digits&method=dclam&k=10&stage=memories' }],
  },
  {
    id: 'dclam-10',
    number: 'Figure 10',
    title: 'how many numbers a code has',
    see: 'In the table of numbers each run is a column: SC on A(e(x)) is greatest at m = 10.',
    ours: {
      verdict: 'agrees',
      because: 'SC is 0.80 at m = 10 and 0.40, 0.53, 0.24 at 2, 5, 20, and RL falls with m; 30 epochs on digits, not USPS',
    },
    runs: [
      { name: 'm = 2', link: '?data=digits&method=dclam&k=10&epochs=30&latent=2' },
      { name: 'm = 5', link: '?data=digits&method=dclam&k=10&epochs=30&latent=5' },
      { name: 'm = 10', link: '?data=digits&method=dclam&k=10&epochs=30&latent=10' },
      { name: 'm = 20', link: '?data=digits&method=dclam&k=10&epochs=30&latent=20&tiles=basins,metrics' },
    ],
    shownAs: 'columns',
  },
  {
    id: 'dclam-11',
    number: 'Figure 11',
    title: 'how many steps a code slides',
    see: 'In the table of numbers each run is a column: with more steps SC on A(e(x)) rises, and so does RL.',
    ours: {
      verdict: 'agrees',
      because: 'from 2 steps to 20 SC rises from 0.21 to 0.75, RL from 0.0013 to 0.0050; 30 epochs on digits, not USPS',
    },
    runs: [
      { name: 'T = 2', link: '?data=digits&method=dclam&k=10&epochs=30&stepSize=0.1&steps=2' },
      { name: 'T = 5', link: '?data=digits&method=dclam&k=10&epochs=30&stepSize=0.1&steps=5' },
      { name: 'T = 10', link: '?data=digits&method=dclam&k=10&epochs=30&stepSize=0.1&steps=10' },
      { name: 'T = 20', link: '?data=digits&method=dclam&k=10&epochs=30&stepSize=0.1&steps=20&tiles=basins,metrics' },
    ],
    shownAs: 'columns',
  },
]);

/** Moradi Fard et al., 2020. */
export const dkm = figuresOf('DKM', [
  {
    id: 'dkm-2',
    number: 'Figure 2',
    title: 'α over the epochs',
    see: 'The sharpness α rises through 40 values from 0.1 to 28; “Where centres split” sets it beside α_c.',
    ours: { verdict: 'agrees', because: 'α takes the values of the paper’s formula' },
    runs: [{ link: '?data=digits&method=dkm&k=10&start=random&lambda=0.01&batchSize=64&epochs=200&tiles=basins,sharpness' }],
  },
  {
    id: 'dkm-3',
    number: 'Figure 3',
    title: 't-SNE of the codes',
    see: 'Codes of one cluster lie together, and gaps lie between the clusters.',
    ours: { verdict: 'agrees', because: 'SC on e(x) rises from 0.23 to 0.61; on digits, not USPS' },
    runs: [{ link: '?data=digits&method=dkm&k=10&stage=embedding&embedding=method:tsne,of:encoded' }],
  },
]);

/** Roy. */
export const friendly = figuresOf('K-means-friendly', [
  {
    id: 'kf-1',
    number: 'Figures 1, 2',
    title: 't-SNE of the codes over the epochs',
    see: 'Move the film: codes gather about their centres from epoch to epoch.',
    ours: { verdict: 'agrees', because: 'SC on e(x) rises from 0.23 to 0.63; on digits, not MNIST' },
    runs: [{ link: '?data=digits&method=k-friendly&k=10&stage=embedding&embedding=method:tsne,of:encoded' }],
  },
  {
    id: 'kf-3',
    number: 'Figure 3',
    title: 'largest memberships',
    see: 'Move the film: the counts of largest memberships go towards 1.',
    ours: { verdict: 'agrees', because: 'above 0.97 are 89% of the points, before training fewer than 9%; on digits, not MNIST' },
    runs: [{ link: '?data=digits&method=k-friendly&k=10&tiles=basins,histogram' }],
  },
  {
    id: 'kf-4',
    number: 'Figure 4',
    title: 'two losses',
    see: 'The clustering loss falls, and the reconstruction loss hardly moves: two curves.',
    ours: { verdict: 'agrees', because: 'the clustering loss falls to a twentieth, the other rises by a tenth; on digits, not MNIST' },
    runs: [{ link: '?data=digits&method=k-friendly&k=10&tiles=basins,curves' }],
  },
]);
