/** A small picture of the stage, for the list of projects. */

const [width, height] = [192, 128];

/** As a data URL; null where nothing is drawn. No task of it is long: the browser encodes it beside the page. */
export async function stagePicture(): Promise<string | null> {
  const stage = document.querySelector('#stage-panel');
  const canvases = [...(stage?.querySelectorAll('canvas') ?? [])].filter((one) => one.getClientRects().length > 0);
  const [first] = canvases;
  if (!stage || !first || !('OffscreenCanvas' in globalThis)) return null;
  const frame = first.parentElement!.getBoundingClientRect();
  const scale = Math.max(width / frame.width, height / frame.height);
  if (!Number.isFinite(scale)) return null;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.fillStyle = getComputedStyle(stage).backgroundColor;
  context.fillRect(0, 0, width, height);
  context.translate((width - frame.width * scale) / 2, (height - frame.height * scale) / 2);
  context.scale(scale, scale);
  for (const canvas of canvases) {
    const box = canvas.getBoundingClientRect();
    if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, box.x - frame.x, box.y - frame.y, box.width, box.height);
  }
  const blob = await context.canvas.convertToBlob({ type: 'image/webp', quality: 0.7 });
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The picture could not be encoded.')));
    reader.readAsDataURL(blob);
  });
}
