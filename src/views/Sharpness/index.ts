export { hasSharpness } from './hasSharpness';
export { Sharpness } from './Sharpness';
