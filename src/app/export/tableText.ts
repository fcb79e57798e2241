/** The table of numbers as text: CSV for programs, Markdown and LaTeX for papers. */
import type { NumbersTable, TableCell } from '../../views/Metrics/table';
import { toCsv } from './csv';

export const tableFormats = {
  csv: { name: 'CSV', ending: 'csv', type: 'text/csv', write: csvTable },
  markdown: { name: 'Markdown', ending: 'md', type: 'text/markdown', write: markdownTable },
  latex: { name: 'LaTeX', ending: 'tex', type: 'application/x-tex', write: latexTable },
} as const;
export type TableFormat = keyof typeof tableFormats;

/** Digits of a number in CSV: those that single precision has. */
const digits = 7;
/** What stands for a number that does not apply, where an empty cell would look forgotten. */
const missing = '–';

const inFull = (cell: TableCell | null): string | number =>
  cell === null ? '' : typeof cell.value === 'number' ? Number(cell.value.toPrecision(digits)) : cell.value;

/** Numbers in full; an empty cell where one does not apply. */
export function csvTable({ head, rows }: NumbersTable): string {
  return toCsv({ header: head, rows: rows.map(({ name, cells }) => [name, ...cells.map(inFull)]) });
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const inMarkdown = (text: string): string =>
  oneLine(text)
    .replaceAll(/[\\`*_{}[\]<>|#~$]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;');

/** A table of GitHub's Markdown. The best value of a row is bold, as on the page. */
export function markdownTable({ head, rows }: NumbersTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const cellText = (cell: TableCell | null) => {
    const text = cell ? inMarkdown(cell.text) : missing;
    return cell?.best ? `**${text}**` : text;
  };
  return [
    line(head.map(inMarkdown)),
    line(head.map((_, i) => (i === 0 ? ':--' : '--:'))),
    ...rows.map(({ name, cells }) => line([inMarkdown(name), ...cells.map(cellText)])),
  ].join('');
}

/** Characters that LaTeX takes for commands, and those of numbers and formulas that its usual fonts lack. */
const latexOf: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '^': String.raw`\textasciicircum{}`,
  '~': String.raw`\textasciitilde{}`,
  '<': String.raw`\textless{}`,
  '>': String.raw`\textgreater{}`,
  '|': String.raw`\textbar{}`,
  '"': String.raw`\textquotedbl{}`,
  '−': '$-$',
  '×': String.raw`$\times$`,
  '–': '--',
  '—': '---',
  '…': String.raw`\dots{}`,
  '·': String.raw`$\cdot$`,
  α: String.raw`$\alpha$`,
  β: String.raw`$\beta$`,
  γ: String.raw`$\gamma$`,
  λ: String.raw`$\lambda$`,
  μ: String.raw`$\mu$`,
  ρ: String.raw`$\rho$`,
  σ: String.raw`$\sigma$`,
};
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const digitOf = (raised: string): string => (raised === '⁻' ? '-' : String(superscripts.indexOf(raised)));

const inLatex = (text: string): string =>
  oneLine(text).replaceAll(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[{}$&%#_]|[^\p{L}\p{N}\s]|[αβγλμρσ]/gu, (part) => {
    if (digitOf(part[0]!) !== '-1') return `$^{${Array.from(part, digitOf).join('')}}$`;
    return /[{}$&%#_]/.test(part) ? `\\${part}` : (latexOf[part] ?? part);
  });

/** A tabular with the rules of booktabs. The best value of a row is bold, as on the page. */
export function latexTable({ head, rows }: NumbersTable): string {
  const line = (cells: readonly string[]) => `${cells.join(' & ')} \\\\`;
  const cellText = (cell: TableCell | null) => {
    const text = cell ? inLatex(cell.text) : '--';
    return cell?.best ? String.raw`\textbf{${text}}` : text;
  };
  return [
    String.raw`% \usepackage{booktabs}`,
    String.raw`\begin{tabular}{l${'r'.repeat(head.length - 1)}}`,
    String.raw`\toprule`,
    line(head.map(inLatex)),
    String.raw`\midrule`,
    ...rows.flatMap(({ name, begins, cells }) => [
      ...(begins ? [String.raw`\midrule`] : []),
      line([inLatex(name), ...cells.map(cellText)]),
    ]),
    String.raw`\bottomrule`,
    String.raw`\end{tabular}`,
    '',
  ].join('\n');
}
