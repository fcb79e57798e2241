/** True once so many milliseconds have passed since it last was: when long work had better let go of the thread. */
export function pace(milliseconds = 7): () => boolean {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < milliseconds) return false;
    last = now;
    return true;
  };
}
