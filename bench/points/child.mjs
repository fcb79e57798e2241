// One training in a process of its own, for its peak of memory: node child.mjs MODULE FILE N D METHOD SETTINGS
import { readFileSync } from 'node:fs';

const [module, file, n, d, method, settings] = process.argv.slice(2);
const { train } = await import(module);
const bytes = readFileSync(file);
const points = new Float32Array(bytes.buffer, bytes.byteOffset, n * d);
const began = performance.now();
const labels = train(method, { points, n: Number(n), d: Number(d) }, JSON.parse(settings));
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024, labels: Array.from(labels) }));
