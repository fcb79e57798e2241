/** The farthest that a point goes in one move: a learning rate too large makes a poor picture, but a finite one. */
const farthest = 5;
const leastGain = 0.01;

/**
 * Gradient descent with momentum and a gain for every coordinate (Jacobs 1988, as t-SNE has it): the gain grows by 0.2 while a coordinate
 * goes on downhill and shrinks by a fifth where it has gone past the bottom. The points' mean stays where it was at the start.
 */
export class Descent {
  private readonly velocities: Float32Array;
  private readonly gains: Float32Array;
  private readonly meanX: number;
  private readonly meanY: number;

  /** @param coordinates n × 2, moved in place. */
  constructor(private readonly coordinates: Float32Array) {
    const { length } = coordinates;
    this.velocities = new Float32Array(length);
    this.gains = new Float32Array(length).fill(1);
    this.meanX = mean(coordinates, 0);
    this.meanY = mean(coordinates, 1);
  }

  /** One move against the gradient g = a · attracted − b · repelled (each n × 2). Allocates nothing. */
  move(attracted: Float64Array, a: number, repelled: Float64Array, b: number, rate: number, momentum: number): void {
    const { coordinates, velocities, gains } = this;
    const { length } = coordinates;
    for (let i = 0; i < length; i++) {
      const gradient = a * attracted[i] - b * repelled[i];
      const velocity = velocities[i];
      const gain = Math.max(leastGain, gradient > 0 === velocity > 0 ? 0.8 * gains[i] : gains[i] + 0.2);
      gains[i] = gain;
      velocities[i] = momentum * velocity - rate * gain * gradient;
    }
    for (let i = 0; i < length; i += 2) {
      const x = velocities[i];
      const y = velocities[i + 1];
      const square = x * x + y * y;
      if (square > farthest * farthest) {
        const scale = farthest / Math.sqrt(square);
        velocities[i] *= scale;
        velocities[i + 1] *= scale;
      }
      coordinates[i] += velocities[i];
      coordinates[i + 1] += velocities[i + 1];
    }
    const x = mean(coordinates, 0) - this.meanX;
    const y = mean(coordinates, 1) - this.meanY;
    for (let i = 0; i < length; i += 2) {
      coordinates[i] -= x;
      coordinates[i + 1] -= y;
    }
  }
}

/** Of one axis, 0 or 1, of points (n × 2). */
function mean(points: Float32Array, axis: number): number {
  let sum = 0;
  for (let i = axis; i < points.length; i += 2) sum += points[i];
  return points.length ? (2 * sum) / points.length : 0;
}
