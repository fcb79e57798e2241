/** The label of what belongs to no cluster: −1 in 16 bits. Clusters have labels below it. */
export const noCluster = 0xffff;
