/** "basins-iris-labels": letters, digits, dots and dashes of the set's name. */
export function fileStem(dataset: string, what: string): string {
  const safe = dataset
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return `basins-${safe || 'data'}-${what}`;
}

/** Hands a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken its own hold of the blob by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
