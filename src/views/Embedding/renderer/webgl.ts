/** Draws points with WebGL2: what they are is uploaded when it changes, a frame of panning and zooming sets a few uniforms. */
import type { Camera } from '../geometry/camera';
import { border, borderFrom, dimShare, maxPalette, type PlotDots, type PlotLook, type PointRenderer } from './renderer';
import { fragmentShader, vertexShader } from './shaders';

const uniformNames = [
  'progress',
  'scale',
  'shift',
  'side',
  'onlyStanding',
  'onlyDimmed',
  'palette',
  'radius',
  'border',
  'ring',
  'opacity',
  'paper',
] as const;
type Uniforms = Record<(typeof uniformNames)[number], WebGLUniformLocation | null>;

function compile(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error('No shader can be made.');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    // It goes with the program.
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'The shaders do not link.');
  return program;
}

/** The resources of one context. */
class Resources {
  readonly program: WebGLProgram;
  readonly uniforms: Uniforms;
  private readonly vertices: WebGLVertexArrayObject;
  private readonly buffers: Record<'from' | 'to' | 'index' | 'marks' | 'order', WebGLBuffer>;
  private readonly texture: WebGLTexture;
  private held: Partial<PlotDots> = {};

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = compile(gl);
    this.uniforms = Object.fromEntries(uniformNames.map((name) => [name, gl.getUniformLocation(this.program, name)])) as Uniforms;
    this.vertices = gl.createVertexArray();
    this.buffers = {
      from: gl.createBuffer(),
      to: gl.createBuffer(),
      index: gl.createBuffer(),
      marks: gl.createBuffer(),
      order: gl.createBuffer(),
    };
    this.texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.bindVertexArray(this.vertices);
    for (const [location, key, parts, type] of [
      [0, 'from', 2, gl.FLOAT],
      [1, 'to', 2, gl.FLOAT],
      [2, 'index', 1, gl.UNSIGNED_SHORT],
      [3, 'marks', 1, gl.UNSIGNED_BYTE],
    ] as const) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[key]);
      gl.enableVertexAttribArray(location);
      if (type === gl.FLOAT) gl.vertexAttribPointer(location, parts, type, false, 0, 0);
      else gl.vertexAttribIPointer(location, parts, type, 0, 0);
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.buffers.order);
  }

  /** Brings over what has changed. */
  take(dots: PlotDots): void {
    const { gl, held } = this;
    gl.bindVertexArray(this.vertices);
    for (const key of ['from', 'to', 'index', 'marks'] as const) {
      if (held[key] === dots[key]) continue;
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[key]);
      gl.bufferData(gl.ARRAY_BUFFER, dots[key], gl.DYNAMIC_DRAW);
    }
    if (held.order !== dots.order) gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, dots.order, gl.STATIC_DRAW);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    if (held.palette !== dots.palette) {
      const colours = Math.min(maxPalette, dots.palette.length / 3);
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, colours, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, dots.palette.subarray(0, 3 * colours));
    }
    this.held = dots;
  }

  free(): void {
    const { gl } = this;
    for (const buffer of Object.values(this.buffers)) gl.deleteBuffer(buffer);
    gl.deleteVertexArray(this.vertices);
    gl.deleteTexture(this.texture);
    gl.deleteProgram(this.program);
  }
}

/** A browser may offer a rasteriser of its own as a GPU. */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return (
    info !== null && /swiftshader|llvmpipe|softpipe|software|basic render/i.test(String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)))
  );
}

/**
 * Null where there is no WebGL2, or one in software unless that is wanted: the page waits for each of its frames, longer than a canvas
 * takes.
 * @param lost the context went; @param back it can be used again.
 */
export function webglRenderer(host: HTMLElement, lost: () => void, back: () => void, inSoftware = false): PointRenderer | null {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  // The drawing is preserved, for pictures of the page.
  const gl = canvas.getContext('webgl2', {
    alpha: true,
    premultipliedAlpha: true,
    antialias: false,
    depth: false,
    preserveDrawingBuffer: true,
    failIfMajorPerformanceCaveat: !inSoftware,
  });
  if (!gl || (!inSoftware && isSoftware(gl))) return null;
  let resources: Resources | null;
  try {
    resources = new Resources(gl);
  } catch {
    return null; // shaders that do not link: the other renderer does without them
  }
  host.append(canvas);
  const listening = new AbortController();
  const { signal } = listening;
  canvas.addEventListener(
    'webglcontextlost',
    (event) => {
      // Without this it would not come back.
      event.preventDefault();
      resources = null;
      canvas.hidden = true;
      lost();
    },
    { signal },
  );
  canvas.addEventListener(
    'webglcontextrestored',
    () => {
      resources = new Resources(gl);
      canvas.hidden = false;
      back();
    },
    { signal },
  );

  return {
    draw(dots, camera, look, density) {
      if (resources) paint(gl, resources, canvas, dots, camera, look, density);
      return false;
    },
    destroy() {
      listening.abort();
      resources?.free();
      // A page may have a few contexts only; an unreachable one is let go late.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
      canvas.remove();
    },
  };
}

function paint(
  gl: WebGL2RenderingContext,
  resources: Resources,
  canvas: HTMLCanvasElement,
  dots: PlotDots,
  camera: Camera,
  look: PlotLook,
  density: number,
): void {
  const across = Math.max(1, Math.round(camera.width * density));
  const down = Math.max(1, Math.round(camera.height * density));
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const { uniforms } = resources;
  gl.viewport(0, 0, across, down);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const count = dots.to.length >> 1;
  if (count === 0) return;
  gl.useProgram(resources.program);
  resources.take(dots);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  const radius = look.radius * density;
  const edge = look.radius >= borderFrom ? border * density : 0;
  gl.uniform1i(uniforms.palette, 0);
  gl.uniform1f(uniforms.progress, look.progress);
  gl.uniform2f(uniforms.scale, (2 * camera.scale) / camera.width, (2 * camera.scale) / camera.height);
  gl.uniform2f(uniforms.shift, (2 * camera.x0) / camera.width - 1, 1 - (2 * camera.y0) / camera.height);
  gl.uniform1f(uniforms.radius, radius);
  gl.uniform1f(uniforms.border, edge);
  gl.uniform1f(uniforms.ring, Math.max(density, 0.35 * radius));
  gl.uniform1f(uniforms.side, 2 * (radius + edge + 1));
  gl.uniform3f(uniforms.paper, dots.paper[0] / 255, dots.paper[1] / 255, dots.paper[2] / 255);
  const pass = (dimmed: boolean, standing: boolean, opacity: number) => {
    gl.uniform1i(uniforms.onlyDimmed, Number(dimmed));
    gl.uniform1i(uniforms.onlyStanding, Number(standing));
    gl.uniform1f(uniforms.opacity, opacity);
    gl.drawElements(gl.POINTS, count, gl.UNSIGNED_INT, 0);
  };
  if (!dots.dimmed) {
    pass(false, false, look.opacity);
    return;
  }
  pass(true, false, dimShare * look.opacity);
  pass(false, true, Math.max(0.85, look.opacity));
}
