/** The growth of the browser's page processes, from the kernel's own counts; 0 where there is no /proc. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const kilobytes = (pid, key) => {
  const status = `/proc/${pid}/status`;
  return existsSync(status) ? Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(readFileSync(status, 'utf8'))?.[1] ?? 0) : 0;
};

/** @param browser of Playwright */
export async function memoryOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const renderers = async () =>
    (await session.send('SystemInfo.getProcessInfo')).processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  let before = new Map();
  return {
    /** Starts counting the peak anew. */
    async begin() {
      before = new Map();
      for (const pid of await renderers()) {
        const clear = `/proc/${pid}/clear_refs`;
        // 5 resets the peak of the resident set.
        if (existsSync(clear)) writeFileSync(clear, '5');
        before.set(pid, kilobytes(pid, 'VmRSS'));
      }
    },
    /** @returns {Promise<number>} bytes that the process that grew most had at its peak, above what it had at `begin` */
    async grown() {
      const growth = (await renderers()).map((pid) => kilobytes(pid, 'VmHWM') - (before.get(pid) ?? kilobytes(pid, 'VmRSS')));
      return Math.max(0, ...growth) * 1024;
    },
  };
}
