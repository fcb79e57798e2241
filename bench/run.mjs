// npm run bench [-- clam page pictures points kernels networks heads projection live memory keep starts showing]: speed as ratios taken in one run, for
// machines whose absolute times mean little.
import { benchClam } from './clam.mjs';
import { benchHeads } from './heads.mjs';
import { benchKeep } from './keep.mjs';
import { benchKernels } from './kernels.mjs';
import { benchLive } from './live.mjs';
import { benchMemory } from './memory.mjs';
import { benchNetworks } from './networks.mjs';
import { benchPage } from './page.mjs';
import { benchPictures } from './pictures.mjs';
import { benchPoints } from './points.mjs';
import { benchProjection } from './projection.mjs';
import { benchShowing } from './showing.mjs';
import { benchStarts } from './starts.mjs';

const parts = {
  clam: benchClam,
  page: benchPage,
  pictures: benchPictures,
  points: benchPoints,
  kernels: benchKernels,
  networks: benchNetworks,
  heads: benchHeads,
  projection: benchProjection,
  live: benchLive,
  memory: benchMemory,
  keep: benchKeep,
  starts: benchStarts,
  showing: benchShowing,
};
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown) {
  console.error(`There is no benchmark “${unknown}”. There are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(parts)) {
  if (asked.length && !asked.includes(name)) continue;
  console.log(`\n— ${name}`);
  await bench();
}
process.exit(0);
