/** Threads of a group; each looks after one point. */
export const lanes = 64;
/** A point of up to so many vec4 is in registers; longer ones are read anew for each pair. */
const mostHeld = 16;
/** Bytes of a group's memory for the candidates that all of its threads look at. */
const tileBytes = 8192;

/**
 * The k nearest of each of `rows` points among the candidates from … to − 1 and those already kept: a heap a point, the farthest first, of
 * (bits of the squared distance, index); bits of floats that are not negative are in the order of the floats. Candidates come by rising
 * index, so that of those equally far the first stay. Distances are taken entry by entry, so that nothing cancels.
 * @param quads vec4 a point.
 */
export function neighboursCode(quads: number): string {
  const held = quads <= mostHeld;
  const tile = Math.max(1, Math.min(lanes, Math.floor(tileBytes / (16 * quads))));
  const each = (line: (q: number) => string) => Array.from({ length: quads }, (_, q) => line(q)).join('\n');
  return `
struct Uniforms { n: u32, rows: u32, firstRow: u32, k: u32, begin: u32, end: u32, fresh: u32 }
@group(0) @binding(0) var<storage, read> points: array<vec4f>; // n × ${quads}
@group(0) @binding(1) var<storage, read_write> heap: array<vec2u>; // k × rows
@group(0) @binding(2) var<uniform> uniforms: Uniforms;
${held ? `var<workgroup> tile: array<vec4f, ${tile * quads}>;` : ''}

fn farther(a: vec2u, b: vec2u) -> bool { return a.x > b.x || (a.x == b.x && a.y > b.y); }

// Puts a neighbour in the farthest one's place; returns how far the farthest is then.
fn replace(row: u32, neighbour: vec2u) -> u32 {
  let k = uniforms.k;
  let rows = uniforms.rows;
  var at = 0u;
  for (var child = 1u; child < k; child = 2u * at + 1u) {
    var other = heap[child * rows + row];
    if (child + 1u < k) {
      let right = heap[(child + 1u) * rows + row];
      if (farther(right, other)) { other = right; child++; }
    }
    if (!farther(other, neighbour)) { break; }
    heap[at * rows + row] = other;
    at = child;
  }
  heap[at * rows + row] = neighbour;
  return heap[row].x;
}

@compute @workgroup_size(${lanes})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let rows = uniforms.rows;
  let row = min(id.x, rows - 1u);
  let live = id.x < rows;
  let own = uniforms.firstRow + row;
  if (live && uniforms.fresh == 1u) {
    for (var slot = 0u; slot < uniforms.k; slot++) { heap[slot * rows + row] = vec2u(0x7f800000u, 0xffffffffu); }
  }
  var worst = select(0u, heap[row].x, live);
${held ? each((q) => `  let q${q} = points[own * ${quads}u + ${q}u];`) : ''}
  for (var base = uniforms.begin; base < uniforms.end; base += ${tile}u) {
${
  held
    ? `
    workgroupBarrier();
    for (var i = lane; i < ${tile * quads}u; i += ${lanes}u) {
      let at = base * ${quads}u + i;
      if (at < uniforms.n * ${quads}u) { tile[i] = points[at]; }
    }
    workgroupBarrier();`
    : ''
}
    let count = min(${tile}u, uniforms.end - base);
    for (var c = 0u; c < count; c++) {
      var sum = vec4f(0.0);
${
  held
    ? each((q) => `      { let e = q${q} - tile[c * ${quads}u + ${q}u]; sum += e * e; }`)
    : `      for (var q = 0u; q < ${quads}u; q++) { let e = points[own * ${quads}u + q] - points[(base + c) * ${quads}u + q]; sum += e * e; }`
}
      let square = bitcast<u32>(sum.x + sum.y + (sum.z + sum.w));
      if (square < worst && base + c != own) { worst = replace(row, vec2u(square, base + c)); }
    }
  }
}
`;
}
