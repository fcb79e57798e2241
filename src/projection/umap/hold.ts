/**
 * Turns, shifts and scales positions, in place, to lie as near as they can to `anchor` with its middle and its root mean square radius
 * (Procrustes analysis without reflections). What all points do together is taken out, what they do among themselves stays.
 * @param positions n × 2. @param anchor n × 2. Where either's points are all in one place, only the middle is held.
 */
export function holdStill(positions: Float64Array, anchor: Float64Array): void {
  const n = positions.length / 2;
  if (n === 0) return;
  let x = 0;
  let y = 0;
  let toX = 0;
  let toY = 0;
  for (let c = 0; c < 2 * n; c += 2) {
    x += positions[c];
    y += positions[c + 1];
    toX += anchor[c];
    toY += anchor[c + 1];
  }
  x /= n;
  y /= n;
  toX /= n;
  toY /= n;
  let along = 0;
  let across = 0;
  let spread = 0;
  let toSpread = 0;
  for (let c = 0; c < 2 * n; c += 2) {
    const px = positions[c] - x;
    const py = positions[c + 1] - y;
    const ax = anchor[c] - toX;
    const ay = anchor[c + 1] - toY;
    along += px * ax + py * ay;
    across += px * ay - py * ax;
    spread += px * px + py * py;
    toSpread += ax * ax + ay * ay;
  }
  const length = Math.hypot(along, across);
  const scale = spread > 0 && toSpread > 0 ? Math.sqrt(toSpread / spread) : 1;
  const cosine = length > 0 ? (scale * along) / length : scale;
  const sine = length > 0 ? (scale * across) / length : 0;
  for (let c = 0; c < 2 * n; c += 2) {
    const px = positions[c] - x;
    const py = positions[c + 1] - y;
    positions[c] = toX + cosine * px - sine * py;
    positions[c + 1] = toY + sine * px + cosine * py;
  }
}

/** Shifts positions (n × 2), in place, to have their middle at 0. */
export function centre(positions: Float64Array): void {
  let x = 0;
  let y = 0;
  for (let c = 0; c < positions.length; c += 2) {
    x += positions[c];
    y += positions[c + 1];
  }
  x /= positions.length / 2;
  y /= positions.length / 2;
  for (let c = 0; c < positions.length; c += 2) {
    positions[c] -= x;
    positions[c + 1] -= y;
  }
}
