export { Dendrogram } from './Dendrogram';
