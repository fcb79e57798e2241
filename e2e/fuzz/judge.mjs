/** Gives one case to the page and judges the outcome: "opened", "refused" by a sentence, or "failed" and why. */

/** Longest time without progress, and most memory that one case may take. */
export const limits = { silentSeconds: 2, seconds: 60, bytes: 512 * 2 ** 20 };

/** Runs in the page. */
async function attempt({ kind, name, content, files, argument }) {
  const { basins } = window;
  const state = () => basins.state();
  const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if ((kind === 'model' || kind === 'config') && state().dataset.id !== 'iris') await basins.load('iris');
  const earlier = { dataset: state().dataset, config: state().config };
  const began = performance.now();
  let last = began;
  let silent = 0;
  let seen = '';
  const watch = setInterval(() => {
    const now = JSON.stringify([state().loading, state().training]);
    if (now !== seen) {
      silent = Math.max(silent, performance.now() - last);
      last = performance.now();
    }
    seen = now;
  }, 50);
  const actions = {
    file: () => basins.load(new File([bytesOf(content)], name)),
    files: () =>
      basins.load({
        name: 'chosen',
        files: files.map(({ path, content }) => ({ path, file: new File([bytesOf(content)], path.split('/').at(-1)) })),
      }),
    model: () => basins.openModel(new File([bytesOf(content)], name)),
    config: () => basins.configure(argument()),
  };
  let error = null;
  try {
    await actions[kind]();
  } catch (thrown) {
    error = { type: thrown?.constructor?.name, code: thrown?.code ?? null, message: String(thrown?.message ?? thrown) };
  }
  clearInterval(watch);
  silent = Math.max(silent, performance.now() - last) / 1000;
  const seconds = (performance.now() - began) / 1000;
  const why = [];
  const strange =
    /(?<!, not )\bundefined\b|\[object|is not a function|Cannot (read|convert)|TypeError|RangeError|of null\b|The engine failed/;
  const sentence = (text) =>
    typeof text === 'string' && text.length > 8 && text.length < 3000 && /[.!?…)”]$/.test(text.trim()) && !strange.test(text);
  if (error) {
    if (typeof error.code !== 'string' || error.code === 'unexpected') why.push(`refused without a code (${error.type}, ${error.code})`);
    if (!sentence(error.message)) why.push(`refused by no sentence of ours: ${error.message.slice(0, 200)}`);
    if (state().dataset !== earlier.dataset) why.push('the earlier data are gone');
    if (JSON.stringify(state().config) !== JSON.stringify(earlier.config)) why.push('the settings changed though the input was refused');
  } else {
    const { n, d, values, labels, labelNames, features, notes, k, itemNames } = state().dataset;
    if (values.length !== n * d || n < 1 || d < 1) why.push(`${values.length} values for ${n} × ${d}`);
    if (!values.every(Number.isFinite)) why.push('a value is not finite');
    if (features.length !== d) why.push('another number of names than columns');
    if (labels && (labels.length !== n || labels.some((label) => label >= labelNames.length))) why.push('a label without a name');
    if (itemNames && itemNames.length !== n) why.push('another number of names than rows');
    if (!notes.every(sentence)) why.push(`a note is no sentence: ${notes.find((note) => !sentence(note)).slice(0, 200)}`);
    if (!(Number.isInteger(k) && k >= 1)) why.push(`k is ${k}`);
    // The page must go on from here.
    const { seed } = state().config;
    const after = await basins.configure({ seed: seed === 1 ? 2 : 1 }).then(
      () => null,
      (thrown) => thrown,
    );
    if (after) why.push(`no setting can be changed afterwards: ${after.message}`);
    // Networks take long to pretrain; without them what was accepted must train, too.
    if (state().config.method === 'clam' && n * state().config.k * state().config.steps < 1e6) {
      const untrained = await basins.train({ epochs: 1 }).then(
        () => null,
        (thrown) => thrown,
      );
      if (untrained && !(typeof untrained.code === 'string' && sentence(untrained.message)))
        why.push(`it cannot be trained: ${untrained.message}`);
    }
    if (kind === 'model' || kind === 'config') {
      const reopened = await basins
        .load('iris')
        .then(() => basins.configure({ method: 'clam', backend: 'auto', seed: 0, restarts: 1 }))
        .then(
          () => null,
          (thrown) => thrown,
        );
      if (reopened) why.push(`no data can be loaded afterwards: ${reopened.message}`);
    }
  }
  for (const { tone, sentence: text } of state().messages)
    if (tone === 'error' && strange.test(text)) why.push(`the page says: ${text.slice(0, 200)}`);
  if (window.marked !== undefined) why.push('data became markup');
  return { outcome: error ? 'refused' : 'opened', error, why, seconds, silent };
}

const base64 = (bytes) => Buffer.from(bytes).toString('base64');

/** A case as an expression for the page: what is no JSON can only be written as source. */
function expression(one) {
  const { bytes, files, source, ...rest } = one;
  const plain = {
    ...rest,
    ...(bytes ? { content: base64(bytes) } : {}),
    ...(files ? { files: files.map(({ path, bytes }) => ({ path, content: base64(bytes) })) } : {}),
  };
  return `(${attempt})({ ...${JSON.stringify(plain)}, argument: () => (${source ?? 'null'}) })`;
}

const within = (seconds, promise) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** A link is opened by going there: a page that shows a map, and says in sentences what it left out. */
async function openLink(page, url, query) {
  const began = performance.now();
  await page.goto(url + query);
  const read = () => {
    const { basins, marked } = window;
    const { shown, dataset, messages } = basins.state();
    return { shown: shown !== null, d: dataset?.d, told: messages.map(({ sentence }) => sentence), marked: marked !== undefined };
  };
  await page.waitForFunction(() => window.basins?.state().shown != null && window.basins.state().points !== null, undefined, {
    timeout: limits.seconds * 1000,
  });
  const { told, marked } = await page.evaluate(read);
  const why = told
    .filter((text) => /\bundefined\b|\[object|is not a function|TypeError|The engine failed/.test(text))
    .map((text) => `the page says: ${text.slice(0, 200)}`);
  if (marked) why.push('the link became markup');
  const seconds = (performance.now() - began) / 1000;
  // Loading a page has a progress bar of the browser's own.
  return { outcome: told.length > 0 ? 'refused' : 'opened', error: null, why, seconds, silent: 0 };
}

/**
 * @param page with the playground open; @param conditions memory: measures the page's processes (begin() before, grown() after, in bytes);
 * timed: a long silence fails.
 * @returns {Promise<{outcome: 'opened' | 'refused' | 'failed', why: string[], seconds: number, bytes: number, fresh: boolean}>} fresh: a
 * new page is needed.
 */
export async function judge(page, url, one, { memory, timed }) {
  const errors = [];
  const take = (error) => errors.push(`uncaught: ${error.message}`);
  page.on('pageerror', take);
  await memory.begin();
  let result;
  let fresh = false;
  try {
    result = await within(limits.seconds, one.kind === 'link' ? openLink(page, url, one.query) : page.evaluate(expression(one)));
  } catch (error) {
    result = { outcome: 'failed', error: null, why: [error.message.split('\n')[0]], seconds: limits.seconds, silent: limits.seconds };
    fresh = true;
  }
  page.off('pageerror', take);
  const bytes = await memory.grown();
  const why = [...result.why, ...errors];
  if (timed && result.silent > limits.silentSeconds && !fresh) why.push(`${result.silent.toFixed(1)} s without progress`);
  if (bytes > limits.bytes) why.push(`${Math.round(bytes / 2 ** 20)} MB`);
  return { ...result, outcome: why.length > 0 ? 'failed' : result.outcome, why, bytes, fresh: fresh || why.length > 0 };
}
