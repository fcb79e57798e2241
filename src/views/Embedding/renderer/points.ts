/** Points on the GPU, or without it: whichever there is at the moment. */
import { canvasRenderer } from './canvas';
import type { PointRenderer } from './renderer';
import { webglRenderer } from './webgl';

/** @param request asks for another frame. @param gpu `software`: WebGL even where no hardware draws it; `none`: never. */
export function pointRenderer(host: HTMLElement, request: () => void, gpu: 'hardware' | 'software' | 'none' = 'hardware'): PointRenderer {
  let flat: PointRenderer | null = null;
  const withoutGpu = () => {
    flat ??= canvasRenderer(host);
    request();
  };
  const withGpu = () => {
    flat?.destroy();
    flat = null;
    request();
  };
  const fast = gpu === 'none' ? null : webglRenderer(host, withoutGpu, withGpu, gpu === 'software');
  if (!fast) withoutGpu();
  return {
    draw: (...parts) => (flat ?? fast)?.draw(...parts) ?? false,
    destroy() {
      fast?.destroy();
      flat?.destroy();
    },
  };
}
