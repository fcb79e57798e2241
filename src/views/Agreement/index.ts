export { Agreement } from './Agreement';
